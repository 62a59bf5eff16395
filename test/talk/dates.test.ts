import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstDay, isOlder } from '../../scripts/talk/dates.ts';

const day = (text: string) => new Date(`${text}T00:00:00Z`);

test.for([
  ['2024', '2024-01-01'],
  ['2024-09', '2024-09-01'],
  ['2024-09-25', '2024-09-25'],
  ['2024-10 (v4 2025)', '2024-10-01'],
] as const)('%s begins on %s', ([text, first]) => {
  expect(firstDay(text)).toEqual(day(first));
});

test.for(['ongoing', '', '2024-13', '20245', 'in 2024'])('%j names no day', text => {
  expect(firstDay(text)).toBeUndefined();
});

test.for([
  ['2023', '2 years', '2026-01-01', false],
  ['2023', '2 years', '2026-01-02', true],
  ['2023-06', '18 months', '2025-01-01', false],
  ['2023-06', '18 months', '2025-01-02', true],
  ['2025-02-28', '1 day', '2025-03-02', false],
  ['2025-02-28', '1 day', '2025-03-03', true],
  ['ongoing', '1 day', '2026-01-01', false],
] as const)('what is of %s is older than %s on %s: %s', ([asOf, age, today, expected]) => {
  expect(isOlder(asOf, age, day(today))).toBe(expected);
});

test('a figure never grows younger', () => {
  const date = fc.date({ min: day('1990-01-01'), max: day('2060-01-01'), noInvalidDate: true });
  const asOf = date.chain(d => fc.constantFrom(4, 7, 10).map(n => d.toISOString().slice(0, n)));
  const age = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('day', 'month', 'year'));
  fc.assert(
    fc.property(asOf, age, date, date, (text, [amount, unit], a, b) => {
      const [earlier, later] = a < b ? [a, b] : [b, a];
      if (isOlder(text, `${amount} ${unit}s`, earlier)) {
        expect(isOlder(text, `${amount} ${unit}s`, later)).toBe(true);
      }
    }),
  );
});
