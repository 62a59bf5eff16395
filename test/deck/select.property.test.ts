import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Deck, selectDeck } from '../../scripts/deck/select.ts';
import type { Slide } from '../../scripts/talk/section.ts';
import { audienceOf, slideOf, talkOf } from '../support/slides.ts';

const AUDIENCE = audienceOf({ tags: ['rope', 'sail'] });
const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Slides of all tags, minutes and priorities, that need each other in any way, in circles too. */
const slides = fc
  .array(
    fc.record({
      tags: fc.subarray(['rope', 'sail', 'anchor'], { maxLength: 2 }),
      minutes: fc.constantFrom(0, 0.1, 0.5, 1, 1.5, 3),
      priority: fc.constantFrom<Slide['priority']>('must', 'should', 'could'),
      needs: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(IDS, { maxLength: 2 })),
    }),
    { maxLength: IDS.length },
  )
  .map(list => list.map((slide, index) => slideOf({ id: IDS[index] ?? '', ...slide })));
const minutes = fc.integer({ min: 1, max: 120 }).map(tenths => tenths / 10);

function select(list: readonly Slide[], budget: number): Deck {
  return selectDeck(talkOf(list, AUDIENCE), AUDIENCE, budget);
}

function ids(deck: Deck): string[] {
  return deck.slides.map(slide => slide.id);
}

/** What holds for every deck. */
function always(name: string, predicate: (deck: Deck, list: readonly Slide[], budget: number) => void): void {
  test(name, () => {
    fc.assert(
      fc.property(slides, minutes, (list, budget) => predicate(select(list, budget), list, budget)),
      { numRuns: 500 },
    );
  });
}

always('a deck is too long only when no slide that is left may leave', (deck, _, budget) => {
  if (deck.minutes <= budget) return;
  const needed = new Set(deck.slides.flatMap(slide => slide.needs));
  const couldLeave = deck.slides.filter(s => s.priority !== 'must' && s.minutes > 0 && !needed.has(s.id));
  expect(couldLeave).toEqual([]);
});

always('no slide that must be shown leaves for want of time', deck => {
  const cut = deck.choices.filter(choice => choice.reason.startsWith('no room'));
  expect(cut.filter(({ slide }) => slide.priority === 'must')).toEqual([]);
});

always('whatever a slide needs is shown with it', deck => {
  const present = ids(deck);
  for (const slide of deck.slides) expect(present).toEqual(expect.arrayContaining([...slide.needs]));
});

always('the slides keep their order, and each is in question once', (deck, list) => {
  expect(deck.choices.map(choice => choice.slide.id)).toEqual(list.map(slide => slide.id));
  expect(ids(deck)).toEqual(deck.choices.filter(c => c.included).map(c => c.slide.id));
});

always('no slide of another audience is in, and each choice has its reason', deck => {
  for (const { slide, included, reason } of deck.choices) {
    expect(reason).not.toBe('');
    const ours = slide.tags.length === 0 || slide.tags.some(tag => AUDIENCE.tags.includes(tag));
    expect(included && !ours).toBe(false);
  }
});

test('more minutes never take a slide away', () => {
  fc.assert(
    fc.property(slides, minutes, minutes, (list, some, more) => {
      const shorter = ids(select(list, Math.min(some, more)));
      expect(ids(select(list, Math.max(some, more)))).toEqual(expect.arrayContaining(shorter));
    }),
    { numRuns: 500 },
  );
});
