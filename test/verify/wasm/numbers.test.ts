import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatNumber,
  NUMBER_TYPES,
  type NumberType,
  parseNumber,
  readNumber,
} from '../../../scripts/verify/wasm/numbers.ts';

/** What a text of this type comes to on its way through WebAssembly and back. */
function through(text: string, type: NumberType): string {
  const parsed = parseNumber(text, type);
  return 'value' in parsed ? formatNumber(readNumber(parsed.value, type), type) : `must be ${parsed.must}`;
}

describe('a number from a person', () => {
  test.for([
    ['12', 'u32', '12'],
    [' 1_000 000 ', 'u32', '1000000'],
    ['+7', 'i8', '7'],
    ['4294967295', 'u32', '4294967295'],
    ['9007199254740993', 'u64', '9007199254740993'],
    ['-9223372036854775808', 'i64', '-9223372036854775808'],
    ['18446744073709551615', 'u64', '18446744073709551615'],
    ['3.4', 'f64', '3.4'],
    ['.5e2', 'f64', '50'],
    ['0.1', 'f32', '0.1'],
    ['true', 'bool', 'true'],
  ] as const)('%s is the %s %s', ([text, type, shown]) => {
    expect(through(text, type)).toBe(shown);
  });

  test.for([
    ['', 'f64'],
    ['lots', 'f64'],
    ['NaN', 'f64'],
    ['inf', 'f64'],
    ['3,4', 'f64'],
    ['250,000', 'u32'],
    ['1e999', 'f64'],
    ['1e39', 'f32'],
    ['2.5', 'u32'],
    ['1e3', 'u32'],
    ['-1', 'u8'],
    ['256', 'u8'],
    ['9'.repeat(5000), 'i64'],
    ['0x10', 'u32'],
    ['yes', 'bool'],
  ] as const)('%s is no %s', ([text, type]) => {
    expect(through(text, type)).toMatch(/^must be \S/);
  });

  test('is refused with what it must be, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...NUMBER_TYPES), (text, type) => {
        const parsed = parseNumber(text, type);
        if ('must' in parsed) expect(parsed.must).toMatch(/\S/);
        else expect(Number.isFinite(Number(parsed.value))).toBe(true);
      }),
    );
  });

  test.for(NUMBER_TYPES.filter(type => /\d/.test(type) && !type.startsWith('f')))(
    'is kept to the last digit as %s, and refused one beyond',
    type => {
      const bits = BigInt(type.slice(1));
      const signed = type.startsWith('i');
      const most = (1n << (signed ? bits - 1n : bits)) - 1n;
      const least = signed ? -most - 1n : 0n;
      fc.assert(
        fc.property(fc.bigInt({ min: least, max: most }), number => {
          expect(through(String(number), type)).toBe(String(number));
        }),
      );
      for (const number of [most + 1n, least - 1n]) expect(through(String(number), type)).toMatch(/^must be/);
    },
  );
});

test.for([
  [1238.1912, 2, '1238.19'],
  [0.5, 0, '1'],
  [1238.1912, undefined, '1238.1912'],
  [1 / 3, undefined, '0.333333'],
  [1.5e-9, undefined, '1.5e-9'],
  [1.5e300, 2, '1.5e+300'],
  [Number.NaN, 2, 'NaN'],
  [-Infinity, undefined, '-inf'],
] as const)('the f64 %s with %s decimals is shown as %s', ([value, digits, shown]) => {
  expect(formatNumber(value, 'f64', digits)).toBe(shown);
});
