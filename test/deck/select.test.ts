import { describe, expect, test } from 'vitest';
import { type Deck, selectDeck } from '../../scripts/deck/select.ts';
import { deckOf, readSound } from '../support/decks.ts';
import { audienceOf, type SlideParts, slideOf, talkOf } from '../support/slides.ts';

function select(slides: readonly SlideParts[], minutes: number): Deck {
  const audience = audienceOf({ tags: ['rope'] });
  return selectDeck(talkOf(slides.map(slideOf), audience), audience, minutes);
}

function chosen(deck: Deck): [string, boolean, string][] {
  return deck.choices.map(({ slide, included, reason }) => [slide.id, included, reason]);
}

describe('a deck', () => {
  test("has the audience's slides, in the order of its sections, with reasons", () => {
    expect(chosen(deckOf(readSound(), 'bakers', 20))).toEqual([
      ['two-trades', true, 'for everyone'],
      ['oven', true, 'tagged flour'],
      ['anvil', false, 'only for welders'],
      ['moved-away', true, 'for everyone'],
      ['ledger', true, 'tagged flour'],
      ['seams', false, 'only for torch'],
      ['closing-1', true, 'for everyone'],
    ]);
  });

  test('lets an audience be addressed by its own id, without listing it', () => {
    expect(chosen(deckOf(readSound(), 'welders')).at(2)).toEqual(['anvil', true, 'tagged welders']);
  });

  test("is cut to the audience's minutes", () => {
    const deck = deckOf(readSound(), 'bakers');
    expect(deck).toMatchObject({ budget: 6, minutes: 4.5 });
    expect(chosen(deck).filter(([, included]) => !included)).toEqual([
      ['anvil', false, 'only for welders'],
      ['ledger', false, 'no room in 6 minutes: priority should'],
      ['seams', false, 'only for torch'],
      ['closing-1', false, 'no room in 6 minutes: priority could'],
    ]);
  });

  test('holds only the lines that are for its audience', () => {
    const [first] = deckOf(readSound(), 'welders').slides;
    const texts = [...(first?.lines ?? []), ...(first?.speakerNotes.lines ?? [])].map(line => line.text);
    expect(texts).toContain('Sparks come first [@seam-length].');
    expect(texts).toContain('Ask who brought goggles.');
    expect(texts.join('\n')).not.toMatch(/Kneading|up at three|:::/);
  });
});

test.for(['hide', 'disabled'])('a slide that its own `%s` hides is in no deck', key => {
  const deck = select([{ id: 'a', priority: 'must', frontmatter: { [key]: true } }, { id: 'b' }], 9);
  expect(chosen(deck)).toEqual([
    ['a', false, `its own \`${key}: true\``],
    ['b', true, 'for everyone'],
  ]);
});

describe('when time is short', () => {
  test('what could be shown leaves before what should, and later slides before earlier', () => {
    const deck = select(
      [
        { id: 'a', priority: 'could' },
        { id: 'b', priority: 'should' },
        { id: 'c', priority: 'should' },
        { id: 'd', priority: 'must' },
      ],
      2,
    );
    expect(deck.slides.map(slide => slide.id)).toEqual(['b', 'd']);
  });

  test('what must be shown stays, and the deck is too long', () => {
    const deck = select([{ id: 'a', priority: 'must', minutes: 3 }], 2);
    expect(deck).toMatchObject({ budget: 2, minutes: 3 });
  });

  test('a slide that another needs leaves only after it', () => {
    const slides: SlideParts[] = [{ id: 'a' }, { id: 'b', priority: 'could' }, { id: 'c', needs: ['b'] }];
    expect(select(slides, 2).slides.map(slide => slide.id)).toEqual(['a', 'b']);
    expect(select(slides, 1).slides.map(slide => slide.id)).toEqual(['a']);
  });
});

test('a slide leaves with what it needs, however far', () => {
  const deck = select(
    [
      { id: 'a', tags: ['anchor'] },
      { id: 'b', needs: ['a'] },
      { id: 'c', needs: ['b'], priority: 'must' },
    ],
    9,
  );
  expect(chosen(deck)).toEqual([
    ['a', false, 'only for anchor'],
    ['b', false, 'needs a, not in this deck'],
    ['c', false, 'needs b, not in this deck'],
  ]);
});

test('tenths of minutes add up', () => {
  const tenths = Array.from({ length: 10 }, (_, index) => ({
    id: `s${index}`,
    minutes: 0.1,
  }));
  expect(select(tenths, 1)).toMatchObject({ minutes: 1 });
});
