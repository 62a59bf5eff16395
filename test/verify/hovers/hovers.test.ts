import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupHovers, namesIn, placesOf } from '../../../scripts/verify/hovers/hovers.ts';
import { HoverSchema } from '../../../scripts/verify/record/stored-verdict.ts';

const WORDS = [
  'apples',
  'mut',
  'let',
  'Äpfel',
  'r#type',
  '"let it"',
  "'a",
  '// pears',
  '\n',
  ' ',
  '😀',
  '=',
  '_',
];

test('names are what their authors named, keywords and comments left out', () => {
  const names = namesIn('let mut Äpfel = "pear"; // plum\n  self.r#type(Äpfel)');
  expect(names).toEqual([
    { line: 1, column: 9, length: 5 },
    { line: 2, column: 3, length: 4 },
    { line: 2, column: 8, length: 6 },
    { line: 2, column: 15, length: 5 },
  ]);
});

test('a name stands where it is said to be', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS)), words => {
      const text = words.join(' ');
      const lines = text.split('\n').map(line => [...line]);
      for (const { line, column, length } of namesIn(text)) {
        const name = lines[line - 1]?.slice(column - 1, column - 1 + length).join('');
        expect(['apples', 'Äpfel', 'r#type']).toContain(name);
      }
    }),
  );
});

test('hovers are kept once each, and none of their places is lost', () => {
  const place = fc.record({ line: fc.nat(), column: fc.nat(), length: fc.nat() });
  const hover = fc.record({ type: fc.constantFrom('u8', 'u16') }, { requiredKeys: ['type'] });
  fc.assert(
    fc.property(fc.array(fc.record({ name: place, hover })), found => {
      const hovers = groupHovers(found);
      const placed = hovers.flatMap(entry =>
        placesOf(entry).map(name => ({ name, hover: { type: entry.type } })),
      );
      const sorted = (list: readonly object[]) => list.map(entry => JSON.stringify(entry)).sort();
      expect(new Set(hovers.map(({ type }) => type)).size).toBe(hovers.length);
      expect(sorted(placed)).toEqual(sorted(found));
      for (const entry of hovers) expect(HoverSchema.parse(entry)).toEqual(entry);
    }),
  );
});
