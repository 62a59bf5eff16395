import { type Deck, selectDeck } from '../../scripts/deck/select.ts';
import { sourcesOf } from '../../scripts/deck/sources.ts';
import { assemble } from '../../scripts/slidev/assemble.ts';
import { readTalk, type Talk } from '../../scripts/talk/talk.ts';
import { ROOT } from './fixtures.ts';

/** The talk that comes with Oxideck. */
export const TALK: Talk = readTalk(ROOT).talk;
export const AUDIENCES = [...TALK.audiences.keys()];

export interface Expected {
  title: string;
  /** The headings of all slides: the cover's, the author's, and those over the sources. */
  titles: string[];
  /** The addresses of the sources that the slides cite. */
  addresses: string[];
}

export function deckFor(talk: Talk, id: string): Deck {
  const audience = talk.audiences.get(id);
  if (!audience) throw new Error(`the talk has no audience ${id}`);
  return selectDeck(talk, audience);
}

/** What the deck for an audience must show. */
export function expectedOf(talk: Talk, id: string): Expected {
  const deck = deckFor(talk, id);
  const { titles } = assemble(deck, talk, { notes: false, verdictOf: () => undefined });
  return {
    title: deck.audience.title,
    titles,
    addresses: sourcesOf(deck, talk).map(({ claim }) => claim.source.url),
  };
}
