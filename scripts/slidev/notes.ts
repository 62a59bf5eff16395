import type { Deck } from '../deck/select.ts';
import { type Source, sourcesWithNotes } from '../deck/sources.ts';
import { findSnippets, type Snippet } from '../verify/programs/find-snippets.ts';
import type { Verdict } from '../languages/verdict.ts';
import { findCitations, replaceCitations } from '../talk/citations.ts';
import type { Slide } from '../talk/section.ts';
import type { Talk } from '../talk/talk.ts';
import { escapeNote } from './escape.ts';
import { quizNote } from './quiz-answer.ts';

/** Slidev's marks for the speaker's next click, which mean nothing outside of its own speaker's view. */
const RE_CLICK = /\[click(?::\d+)?\]/g;

/** Notes as they stand on paper and in other programs. */
export function withoutClicks(notes: string): string {
  return notes.replace(RE_CLICK, '');
}

/** A program's verdict, and the tool that gave it; undefined where there is none. */
type VerdictOf = (snippet: Snippet) => { verdict: Verdict; by: string } | undefined;

/**
 * The speaker notes of each slide of a deck as the lines of a Markdown text, with citations as numbers of the
 * handout's list, the answer of a quiz, and the caveats of all that is cited.
 */
export function renderNotes(deck: Deck, talk: Talk, verdictOf: VerdictOf): string[][] {
  const sources = sourcesWithNotes(deck, talk);
  return deck.slides.map(slide => renderNote(slide, sources, talk.dir, verdictOf));
}

function renderNote(
  slide: Slide,
  sources: readonly Source[],
  talkDir: string,
  verdictOf: VerdictOf,
): string[] {
  const notes = replaceCitations(slide.speakerNotes.lines, id => {
    const source = sources.find(({ claim }) => claim.id === id);
    return source ? `[${source.number}]` : '';
  });
  const cited = new Set([slide, slide.speakerNotes].flatMap(findCitations).map(({ id }) => id));
  const caveats = sources
    .filter(({ claim }) => cited.has(claim.id) && claim.caveat)
    .flatMap(({ number, claim }) => ['', `Caveat to [${number}]: ${escapeNote(claim.caveat ?? '')}`]);
  const end = notes.findLastIndex(line => line.trim()) + 1;
  const answers = quizzedOf(slide, talkDir).flatMap(snippet => {
    const shown = snippet.quiz && verdictOf(snippet);
    const note = shown && quizNote(snippet, shown.verdict, shown.by);
    return note ? ['', note] : [];
  });
  return [...dedent(notes.slice(0, end)), ...answers, ...caveats];
}

function quizzedOf(slide: Slide, talkDir: string): Snippet[] {
  return findSnippets(slide, talkDir).snippets.filter(({ quiz }) => quiz);
}

/** Notes are often indented as a whole, which Markdown would take for code. */
function dedent(lines: readonly string[]): string[] {
  const indents = lines.filter(line => line.trim()).map(line => line.match(/^ */)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map(line => line.slice(indent));
}
