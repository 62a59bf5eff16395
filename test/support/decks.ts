import { type Deck, selectDeck } from '../../scripts/deck/select.ts';
import { readTalk, type Talk } from '../../scripts/talk/talk.ts';
import { fixture } from './fixtures.ts';

export const SOUND = fixture('talks/sound');

export function readSound(): Talk {
  return readTalk(SOUND).talk;
}

export function deckOf(talk: Talk, audienceId: string, minutes?: number): Deck {
  const audience = talk.audiences.get(audienceId);
  if (!audience) throw new Error(`the fixture has no audience ${audienceId}`);
  return selectDeck(talk, audience, minutes);
}
