import type { Deck } from '../deck/select.ts';
import { sourcesWithNotes } from '../deck/sources.ts';
import { findCitations, replaceCitations } from '../talk/citations.ts';
import type { Slide } from '../talk/section.ts';
import type { Talk } from '../talk/talk.ts';
import { escapeNote } from './escape.ts';

/** Slidev's marks for the speaker's next click, which mean nothing outside of its own speaker's view. */
const RE_CLICK = /\[click(?::\d+)?\]/g;

/** Notes as they stand on paper and in other programs. */
export function withoutClicks(notes: string): string {
  return notes.replace(RE_CLICK, '');
}

/** The notes as Markdown, with citations as numbers of the handout's list, and the caveats of all that is cited. */
export function spoken(slide: Slide, deck: Deck, talk: Talk): string[] {
  const sources = sourcesWithNotes(deck, talk);
  const notes = replaceCitations(slide.notes, id => {
    const source = sources.find(({ claim }) => claim.id === id);
    return source ? `[${source.number}]` : '';
  });
  const cited = new Set([slide.content, slide.notes].flatMap(findCitations).map(({ id }) => id));
  const caveats = sources
    .filter(({ claim }) => cited.has(claim.id) && claim.caveat)
    .flatMap(({ number, claim }) => ['', `Caveat to [${number}]: ${escapeNote(claim.caveat ?? '')}`]);
  const end = notes.findLastIndex(line => line.trim()) + 1;
  return [...dedent(notes.slice(0, end)), ...caveats];
}

/** Notes are often indented as a whole, which Markdown would take for code. */
function dedent(lines: readonly string[]): string[] {
  const indents = lines.filter(line => line.trim()).map(line => line.match(/^ */)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map(line => line.slice(indent));
}
