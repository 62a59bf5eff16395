import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf, timeRows } from '../../scripts/slidev/addon/wall-time.ts';
import { timeLine } from '../../scripts/slidev/time-line.ts';
import type { WallTime } from '../../scripts/verify/time/wall-time.ts';

const TIME: WallTime = {
  seconds: [0.0124, 0.0119, 0.0141],
  by: 'rustc 1.95.0',
  flags: ['-Copt-level=3'],
  machine: { cpu: 'AMD EPYC', cores: 2, system: 'Linux x64' },
  date: '2026-11-22',
};

/** With usual spaces: a person cannot see the others. */
function lineOf(change: Partial<WallTime> = {}, language = 'en'): string {
  return timeLine({ ...TIME, ...change }, language).replaceAll('\u00a0', ' ');
}

function machine(change: Partial<WallTime['machine']>): Partial<WallTime> {
  return { machine: { ...TIME.machine, ...change } };
}

describe('a wall time', () => {
  test('says how it was measured, where and when', () => {
    expect(lineOf()).toBe(
      '12.4 ms · median of 3, 11.9 to 14.1 · rustc 1.95 -O · AMD EPYC, 2 cores · 22 Nov 2026',
    );
  });

  test.for([
    [{ seconds: [1.2345] }, '1.23 s · one run'],
    [{ seconds: [0.0876] }, '88 ms · one run'],
    [{ seconds: [0.5, 0.5, 0.5] }, '500 ms · median of 3, 500 to 500'],
    [{ seconds: [0.000412] }, '412 µs · one run'],
    [{ seconds: [0.9996, 1.0001, 1.8] }, '1.00 s · median of 3, 1.00 to 1.80'],
    [{ seconds: [75] }, '75 s · one run'],
  ] as const)('of %o has as many digits as it deserves: %s', ([change, expected]) => {
    expect(lineOf({ seconds: [...change.seconds] })).toContain(expected);
  });

  test.for<[Partial<WallTime>, string]>([
    [{ by: 'Python 3.11.7', flags: [] }, ' · Python 3.11 · '],
    [{ by: 'Python 3.11.7', flags: ['cargo build --profile=release'] }, ' · Python 3.11, Rust -O · '],
    [{ by: 'rustc 1.97.0-nightly' }, ' · rustc 1.97 -O · '],
    [
      machine({ cpu: 'Intel(R) Core(TM) i7-8750H CPU @ 2.20GHz', cores: 12 }),
      ' · Intel Core i7-8750H, 12 cores · ',
    ],
    [machine({ cpu: 'AMD Ryzen 7 5800X 8-Core Processor', cores: 1 }), ' · AMD Ryzen 7 5800X, 1 core · '],
    [machine({ cpu: '', system: 'Linux arm64' }), ' · Linux arm64, 2 cores · '],
    [{ date: '2026-03-01' }, ' · 1 Mar 2026'],
  ])('of %o tells %s', ([change, expected]) => {
    expect(lineOf(change)).toContain(expected);
  });

  test('is written as the language of the talk writes numbers and days', () => {
    expect(lineOf({}, 'de')).toMatch(/^12,4 ms .* 22\. Nov\. 2026$/);
  });

  test('of any runs names the median between the fastest and the slowest', () => {
    const runs = fc.array(fc.double({ min: 1e-5, max: 900, noNaN: true }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(runs, seconds => {
        const [, middle, low, high] =
          lineOf({ seconds }).match(/^([\d,.]+) (?:s|ms|µs) · median of \d, ([\d,.]+) to ([\d,.]+) /) ?? [];
        const numbers = [low, middle, high].map(text => Number(text?.replaceAll(',', '')));
        expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers);
      }),
    );
  });
});

describe('its line on a slide', () => {
  test('loses nothing when it is taken apart', () => {
    expect(partsOf(lineOf()).join(' · ')).toBe(`Wall time ${lineOf()}`);
  });

  test('takes one row, two, or one for each part, as there is room', () => {
    expect(timeRows(partsOf(lineOf()), 200)).toBe(1);
    expect(timeRows(partsOf(lineOf()), 60)).toBe(2);
    expect(timeRows(partsOf(lineOf()), 5)).toBe(5);
  });
});
