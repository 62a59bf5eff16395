import { median, type WallTime } from '../verify/time/wall-time.ts';
import { PART } from './addon/wall-time.ts';

const NO_BREAK = '\u00a0';
const UNITS = [
  { unit: 's', factor: 1 },
  { unit: 'ms', factor: 1e3 },
  { unit: 'µs', factor: 1e6 },
] as const;
/** What makers put around the name of a processor. */
const RE_DECORATION = /\((?:R|TM)\)|\bCPU\b|@.*$|\b\w+-Core Processor\b|\bProcessor\b/g;
const RE_PATCH = /^((?:\S+ )?\d+\.\d+)\.\d+\S*$/;
/** Where day, month and year follow each other, as in the sources of a talk in English. */
const LOCALES: Record<string, string> = { en: 'en-GB' };

/** A live deck's words where a slide asks for a time that nobody has taken. */
export const NOT_MEASURED = 'not measured: run oxideck check';

/**
 * A wall time in one line, its parts apart from each other: the median of all runs with the fastest and the slowest,
 * what made the program, on which machine, and when.
 */
export function timeLine(time: WallTime, language: string): string {
  const { seconds, by, flags, machine, date } = time;
  const middle = median(time);
  const scale = UNITS.find(({ factor }) => middle * factor >= 1) ?? UNITS[2];
  const digits = fractionDigits(middle * scale.factor);
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const inUnit = (value: number) => format.format(value * scale.factor);
  const range = `${inUnit(Math.min(...seconds))} to ${inUnit(Math.max(...seconds))}`;
  return [
    `${inUnit(middle)}${NO_BREAK}${scale.unit}`,
    seconds.length > 1 ? `median of ${seconds.length}, ${range}` : 'one run',
    maker(by, flags),
    [nameOf(machine), `${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`].join(', '),
    formatDay(date, language),
  ].join(PART);
}

/** No decimals behind the second digit, or the third where the first is a one: they would be noise. */
function fractionDigits(amount: number): number {
  const [leading = '', exponent = '0'] = amount.toExponential(2).split('e');
  const digits = leading.startsWith('1') ? 3 : 2;
  return Math.max(0, digits - 1 - Number(exponent));
}

function maker(by: string, flags: readonly string[]): string {
  const name = by.replace(RE_PATCH, '$1');
  if (flags.length === 0) return name;
  return by.startsWith('rustc') ? `${name} -O` : `${name}, Rust -O`;
}

function nameOf({ cpu, system }: WallTime['machine']): string {
  return cpu.replace(RE_DECORATION, ' ').replace(/\s+/g, ' ').trim() || system;
}

function formatDay(date: string, language: string): string {
  const style = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LOCALES[language] ?? language, style).format(new Date(`${date}T00:00:00Z`));
}
