import { findCitations } from '../talk/citations.ts';
import type { Claim } from '../talk/schema.ts';
import type { Talk } from '../talk/talk.ts';
import type { Deck } from './select.ts';

/** A claim with the number under which a deck cites it. */
export interface Source {
  number: number;
  claim: Claim;
}

/** What a deck's slides cite, numbered from 1 in the order of first citation; notes do not count. */
export function sourcesOf(deck: Deck, talk: Talk): Source[] {
  const ids = new Set(
    deck.slides.flatMap(slide => findCitations(slide.content).map(citation => citation.id)),
  );
  return number([...ids], talk);
}

/** As {@link sourcesOf}, with those after them that only the notes cite. */
export function sourcesWithNotes(deck: Deck, talk: Talk): Source[] {
  const spoken = deck.slides.flatMap(slide => findCitations(slide.notes).map(citation => citation.id));
  return number([...new Set([...sourcesOf(deck, talk).map(({ claim }) => claim.id), ...spoken])], talk);
}

function number(ids: readonly string[], talk: Talk): Source[] {
  return ids
    .map(id => talk.claims.get(id))
    .filter(claim => claim !== undefined)
    .map((claim, index) => ({ number: index + 1, claim }));
}
