/** How many bits an integer has, and whether it has a sign; `isize` and `usize` as WebAssembly has them. */
const INTEGERS = {
  i8: { bits: 8, signed: true },
  u8: { bits: 8, signed: false },
  i16: { bits: 16, signed: true },
  u16: { bits: 16, signed: false },
  i32: { bits: 32, signed: true },
  u32: { bits: 32, signed: false },
  isize: { bits: 32, signed: true },
  usize: { bits: 32, signed: false },
  i64: { bits: 64, signed: true },
  u64: { bits: 64, signed: false },
} as const;

type Integer = keyof typeof INTEGERS;

/** The types that a function called from a slide may take and give. */
export type NumberType = Integer | 'f32' | 'f64' | 'bool';
export const NUMBER_TYPES: readonly NumberType[] = [
  ...(Object.keys(INTEGERS) as Integer[]),
  'f32',
  'f64',
  'bool',
];

/** A number as WebAssembly takes and gives it: 64-bit integers as BigInt. */
export type WasmNumber = number | bigint;

const RE_WHOLE = /^[+-]?\d+$/;
const RE_DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** Between digits, as in Rust and in print. */
const RE_SEPARATOR = /(?<=\d)[_ \u00a0\u2009\u202f](?=\d)/g;
const LONGEST = 400;

/** What a person typed, as a number of this type, or what it must be instead. */
export function parseNumber(text: string, type: NumberType): { value: WasmNumber } | { must: string } {
  const plain = text.trim().replace(RE_SEPARATOR, '');
  if (type === 'bool') {
    return plain === 'true' || plain === 'false'
      ? { value: plain === 'true' ? 1 : 0 }
      : { must: '`true` or `false`' };
  }
  const decimal = plain.length <= LONGEST && RE_DECIMAL.test(plain);
  if (type === 'f32' || type === 'f64') {
    const value = type === 'f32' ? Math.fround(Number(plain)) : Number(plain);
    if (!decimal) return { must: 'a number such as 3.4' };
    return Number.isFinite(value) ? { value } : { must: `a number that an ${type} can hold` };
  }
  const { least, most } = rangeOf(type);
  const must = `a whole number from ${least} to ${most}`;
  if (!decimal || !RE_WHOLE.test(plain)) return { must };
  const value = BigInt(plain.replace(/^\+/, ''));
  if (value < least || value > most) return { must };
  return { value: INTEGERS[type].bits === 64 ? value : Number(value) };
}

function rangeOf(type: Integer): { least: bigint; most: bigint } {
  const { bits, signed } = INTEGERS[type];
  const half = 1n << BigInt(bits - 1);
  return signed ? { least: -half, most: half - 1n } : { least: 0n, most: 2n * half - 1n };
}

/** What WebAssembly gave back, as Rust means it: it knows no signs, and no integers below 32 bits. */
export function readNumber(raw: WasmNumber, type: NumberType): WasmNumber | boolean {
  if (type === 'bool') return Number(raw) !== 0;
  if (type === 'f32' || type === 'f64') return Number(raw);
  const { bits, signed } = INTEGERS[type];
  const value = (signed ? BigInt.asIntN : BigInt.asUintN)(bits, BigInt(raw));
  return bits === 64 ? value : Number(value);
}

/**
 * A number as a slide shows it.
 *
 * @param digits how many decimals a fraction has. Default: up to six, without zeros at the end
 */
export function formatNumber(value: WasmNumber | boolean, type: NumberType, digits?: number): string {
  if (typeof value !== 'number' || (type !== 'f32' && type !== 'f64')) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-6 && digits === undefined)) {
    return String(Number(value.toPrecision(6)));
  }
  return digits === undefined ? String(Number(value.toFixed(6))) : value.toFixed(digits);
}
