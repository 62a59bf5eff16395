import { describe, expect, test } from 'vitest';
import { type Source, sourcesOf, sourcesWithNotes } from '../../scripts/deck/sources.ts';
import { deckOf, readSound } from '../support/decks.ts';

function numbered(sources: readonly Source[]): [number, string][] {
  return sources.map(({ number, claim }) => [number, claim.id]);
}

describe('the sources of a deck', () => {
  const talk = readSound();

  test('are what its slides cite, in the order of first citation', () => {
    expect(numbered(sourcesOf(deckOf(talk, 'bakers'), talk))).toEqual([
      [1, 'loaves-a-day'],
      [2, 'guild-size'],
    ]);
    expect(numbered(sourcesOf(deckOf(talk, 'welders'), talk))).toEqual([
      [1, 'seam-length'],
      [2, 'guild-size'],
      [3, 'loaves-a-day'],
    ]);
  });

  test('leave out what was cut with its slide', () => {
    expect(numbered(sourcesOf(deckOf(talk, 'welders', 1), talk)).map(([, id]) => id)).not.toContain(
      'loaves-a-day',
    );
  });

  test('keep their numbers when the notes cite more', () => {
    const deck = deckOf(talk, 'welders');
    const shown = numbered(sourcesOf(deck, talk));
    expect(numbered(sourcesWithNotes(deck, talk)).slice(0, shown.length)).toEqual(shown);
  });
});
