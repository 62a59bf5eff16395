import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackLabels } from '../../scripts/slidev/stack-labels.ts';

const label = (at: number, text: string) => ({ at, kind: 'primary' as const, text });

test('a label that has no room on one line, on either side of its place, is wrapped', () => {
  const text = 'x'.repeat(50);
  expect(stackLabels([label(13, text)], 43)).toEqual([[{ ...label(13, text), wraps: true }]]);
  expect(stackLabels([label(40, text)], 43)).toEqual([[{ ...label(40, text), leftward: true }]]);
  expect(stackLabels([label(13, text)], 75)).toEqual([[label(13, text)]]);
});

test('no label is lost, and no words share a row with those that stand to the left of their place', () => {
  const labels = fc.array(
    fc.record({
      at: fc.nat(80),
      kind: fc.constant('primary' as const),
      text: fc.string({ minLength: 1, maxLength: 80 }),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(labels, fc.integer({ min: 20, max: 100 }), (given, columns) => {
      const rows = stackLabels(given, columns);
      const told = rows.flat().flatMap(({ text }) => text ?? []);
      expect(new Set(told)).toEqual(new Set(given.map(({ text }) => text)));
      for (const row of rows.filter(row => row.some(({ leftward }) => leftward))) {
        expect(row.filter(({ text }) => text !== undefined)).toHaveLength(1);
      }
    }),
  );
});
