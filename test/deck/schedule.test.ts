import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scheduleOf } from '../../scripts/deck/schedule.ts';
import type { Deck } from '../../scripts/deck/select.ts';
import { deckOf, readSound } from '../support/decks.ts';

test('a section ends when its last slide does, counted from the start of the talk', () => {
  const deck = deckOf(readSound(), 'welders');
  const rows = scheduleOf(deck).map(({ begins, ends, sectionEnds }, index) => {
    const { id, section } = deck.slides[index] ?? {};
    return `${section} ${id}: ${begins} to ${ends} of ${sectionEnds}`;
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      "opening two-trades: 0 to 1 of 3",
      "opening anvil: 1 to 3 of 3",
      "counting moved-away: 3 to 4.5 of 8",
      "counting ledger: 4.5 to 6.5 of 8",
      "counting seams: 6.5 to 8 of 8",
    ]
  `);
});

const slides = fc.array(
  fc.record({ section: fc.constantFrom('a', 'b', 'c'), minutes: fc.integer({ min: 0, max: 90 }) }),
);

test('slides follow each other without a gap, within their sections, until the deck ends', () => {
  fc.assert(
    fc.property(slides, drawn => {
      const sorted = drawn
        .map(({ section, minutes }) => ({ section, minutes: minutes / 10 }))
        .sort((a, b) => a.section.localeCompare(b.section));
      const schedule = scheduleOf({ slides: sorted } as unknown as Deck);
      expect(schedule.map(({ begins }) => begins)).toEqual([
        ...(schedule.length > 0 ? [0] : []),
        ...schedule.slice(0, -1).map(({ ends }) => ends),
      ]);
      const total = drawn.reduce((sum, { minutes }) => sum + minutes, 0) / 10;
      expect(schedule.at(-1)?.sectionEnds ?? 0).toBe(total);
      for (const [index, { section }] of sorted.entries()) {
        const last = sorted.findLastIndex(other => other.section === section);
        expect(schedule[index]?.sectionEnds).toBe(schedule[last]?.ends);
      }
    }),
  );
});
