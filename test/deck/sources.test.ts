import { describe, expect, test } from 'vitest';
import { documentsOf, type Source, sourcesOf, sourcesWithNotes } from '../../scripts/deck/sources.ts';
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

  test('are one where claims come from one document', () => {
    const claims = new Map(talk.claims);
    const { source, asOf } = claims.get('seam-length')!;
    claims.set('loaves-a-day', { ...claims.get('loaves-a-day')!, source, asOf });
    const sources = sourcesOf(deckOf(talk, 'welders'), { ...talk, claims });
    expect(numbered(sources)).toEqual([
      [1, 'seam-length'],
      [2, 'guild-size'],
      [1, 'loaves-a-day'],
    ]);
    expect(numbered(documentsOf(sources))).toEqual([
      [1, 'seam-length'],
      [2, 'guild-size'],
    ]);
  });

  test('are two where only their addresses are the same', () => {
    const claims = new Map(talk.claims);
    const { url } = claims.get('seam-length')!.source;
    const other = claims.get('loaves-a-day')!;
    claims.set('loaves-a-day', { ...other, source: { ...other.source, url } });
    const sources = sourcesOf(deckOf(talk, 'welders'), { ...talk, claims });
    expect(sources.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test('keep their numbers when the notes cite more', () => {
    const deck = deckOf(talk, 'welders');
    const shown = numbered(sourcesOf(deck, talk));
    expect(numbered(sourcesWithNotes(deck, talk)).slice(0, shown.length)).toEqual(shown);
  });
});
