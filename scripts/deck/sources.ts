import { findCitations } from '../talk/citations.ts';
import type { Claim } from '../talk/schema.ts';
import type { Talk } from '../talk/talk.ts';
import type { Deck } from './select.ts';

/** A claim with the number under which a deck cites it: claims of one document share it. */
export interface Source {
  number: number;
  claim: Claim;
}

/** What a deck's slides cite, numbered from 1 in the order of first citation; notes do not count. */
export function sourcesOf(deck: Deck, talk: Talk): Source[] {
  const ids = new Set(deck.slides.flatMap(slide => findCitations(slide).map(citation => citation.id)));
  return number([...ids], talk);
}

/** As {@link sourcesOf}, with those after them that only speaker notes or handout texts cite. */
export function sourcesWithNotes(deck: Deck, talk: Talk): Source[] {
  const beside = deck.slides.flatMap(({ speakerNotes, handoutText }) =>
    [speakerNotes, handoutText].flatMap(findCitations).map(citation => citation.id),
  );
  return number([...new Set([...sourcesOf(deck, talk).map(({ claim }) => claim.id), ...beside])], talk);
}

function number(ids: readonly string[], talk: Talk): Source[] {
  const numbers = new Map<string, number>();
  return ids.flatMap(id => {
    const claim = talk.claims.get(id);
    if (!claim) return [];
    const document = JSON.stringify([claim.source.title, claim.source.url, dateOf(claim)]);
    const known = numbers.get(document) ?? numbers.size + 1;
    numbers.set(document, known);
    return { number: known, claim };
  });
}

/** The first source of each number: one for each document. */
export function documentsOf(sources: readonly Source[]): Source[] {
  return sources.filter(
    (source, index) => sources.findIndex(({ number }) => number === source.number) === index,
  );
}

/** When a claim's source appeared, or where that is not known, of when its figures are. */
export function dateOf({ asOf, source }: Claim): string {
  return source.published ?? `as of ${asOf}`;
}
