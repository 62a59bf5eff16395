import { describe, expect, test } from 'vitest';
import { claimUses, oldClaims } from '../../scripts/deck/claim-uses.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { deckOf } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';

const { talk } = readTalk(fixture('talks/almanac'));
const decks = [...talk.audiences.keys()].map(id => deckOf(talk, id));

describe('what cites a claim', () => {
  const uses = claimUses(talk);

  test('is told with its place and the decks that have it', () => {
    const at = { file: 'slides/sections/charts.md', line: expect.any(Number) };
    expect(uses.get('new-lamp-saves')).toMatchObject([
      { ...at, slide: 'savings', where: 'chart', audiences: ['keepers'] },
    ]);
    expect(uses.get('fog-is-wet')).toMatchObject([
      { ...at, where: 'slide', audiences: ['keepers', 'sailors'] },
    ]);
    expect(uses.get('gulls-foretell')).toEqual([]);
  });

  test('is told of every claim', () => {
    expect([...uses.keys()]).toEqual([...talk.claims.keys()]);
  });
});

describe('a claim older than an audience allows', () => {
  const old = (day: string) => oldClaims(decks, talk, new Date(day)).map(problem => problem.message);

  test('is a warning for that audience, as soon as it is', () => {
    expect(old('2022-08-01')).toEqual([]);
    expect(old('2022-08-02')).toEqual([
      'the claim `wrecks-in-fog` is of 2019-07: older than the 3 years of `keepers`',
    ]);
    expect(old('2026-06-01')).toHaveLength(2);
  });

  test('is none where it is told as past', () => {
    expect(talk.claims.get('lamp-lit')).toMatchObject({ asOf: '2022-12', past: true });
    expect(old('2099-01-01').filter(message => message.includes('lamp-lit'))).toEqual([]);
  });

  test('is none where nobody knows the day', () => {
    expect(oldClaims(decks, talk, undefined)).toEqual([]);
  });
});
