import type { Problem } from '../diagnostics/problem.ts';
import type { Text } from '../talk/blocks.ts';
import { findCitations } from '../talk/citations.ts';
import { isOlder } from '../talk/dates.ts';
import type { Claim } from '../talk/schema.ts';
import type { Slide } from '../talk/section.ts';
import type { Audience, Talk } from '../talk/talk.ts';
import { type Deck, selectDeck } from './select.ts';

/** A place that cites a claim. */
export interface Use {
  slide: string;
  file: string;
  line: number;
  where: 'slide' | 'chart' | 'notes' | 'handout';
  /** The audiences whose decks have it, by their ids. */
  audiences: string[];
}

/** Every place that cites each claim, in the order of the files; claims that nothing cites are there without. */
export function claimUses(talk: Talk): Map<string, Use[]> {
  const uses = new Map<string, Use[]>([...talk.claims.keys()].map(id => [id, []]));
  const decks = [...talk.audiences.values()].map(audience => selectDeck(talk, audience));
  const shown = new Map(
    decks.map(deck => [deck.audience.id, new Set(deck.slides.flatMap(citationsOf).map(placeOf))]),
  );
  for (const slide of [...talk.sections.values()].flatMap(section => section.slides)) {
    for (const citing of citationsOf(slide)) {
      const { claim, ...use } = citing;
      const audiences = [...shown].flatMap(([id, places]) => (places.has(placeOf(citing)) ? id : []));
      uses.get(claim)?.push({ ...use, audiences });
    }
  }
  return uses;
}

/** What these decks cite that is older than their audiences allow, on the day of the talk. */
export function oldClaims(decks: readonly Deck[], talk: Talk, today: Date | undefined): Problem[] {
  return decks.flatMap(({ audience, slides }) => {
    const cited = new Set(slides.flatMap(citationsOf).map(use => use.claim));
    return [...talk.claims.values()]
      .filter(claim => cited.has(claim.id) && isOld(claim, audience, today))
      .map(({ id, asOf, file, line }): Problem => ({
        kind: 'old-claim',
        severity: 'warning',
        message: `the claim \`${id}\` is of ${asOf}: older than the ${audience.maxClaimAge} of \`${audience.id}\``,
        help: `find a newer figure, say \`past: true\` where the slides tell it as what was then, or raise \`maxClaimAge\` in ${audience.file}`,
        ...{ file, line },
      }));
  });
}

/** Whether a claim is older than an audience allows: what is told as past never is. */
export function isOld({ asOf, past }: Claim, { maxClaimAge }: Audience, today: Date | undefined): boolean {
  return !past && maxClaimAge !== undefined && today !== undefined && isOlder(asOf, maxClaimAge, today);
}

type Citing = Omit<Use, 'audiences'> & { claim: string };

function citationsOf(slide: Slide): Citing[] {
  const { id, file, speakerNotes, handoutText } = slide;
  const citing = (text: Text, where: Use['where']) =>
    findCitations(text).map(({ id: claim, line, chart }): Citing => {
      return { claim, line, where: chart ? 'chart' : where, slide: id, file };
    });
  return [...citing(slide, 'slide'), ...citing(speakerNotes, 'notes'), ...citing(handoutText, 'handout')];
}

function placeOf({ claim, file, line }: Citing): string {
  return `${file}:${line} ${claim}`;
}
