import type { Snippet } from '../verify/programs/find-snippets.ts';
import type { Span } from '../languages/verdict.ts';

/** The shown lines with their places in the program, by those. */
export interface Shown {
  texts: readonly string[];
  /** The index of a shown line by its line in the program. */
  indexOf: ReadonlyMap<number, number>;
  cutOf(line: number): number;
}

/** The lines that a slide shows of a program. */
export function shownOf({ shown, places = [] }: Snippet): Shown {
  const texts = shown.replace(/\n$/, '').split('\n');
  return {
    texts,
    indexOf: new Map(places.slice(0, texts.length).map(({ line }, index) => [line, index])),
    cutOf: line => places.find(place => place.line === line)?.cut ?? 0,
  };
}

/** The shown lines that a span goes through, and where it begins and ends on the only one; none where none is shown. */
export function placeOf(
  span: Pick<Span, 'line' | 'column' | 'endLine' | 'endColumn'>,
  shown: Shown,
): { indices: number[]; from: number; to: number } | undefined {
  const indices = [...shown.indexOf]
    .filter(([line]) => line >= span.line && line <= Math.max(span.line, span.endLine))
    .map(([, index]) => index)
    .sort((a, b) => a - b);
  const [first] = indices;
  if (first === undefined) return undefined;
  const text = shown.texts[first] ?? '';
  const begins = shown.indexOf.get(span.line) === first;
  const ends = shown.indexOf.get(span.endLine) === first;
  const cut = shown.cutOf(begins ? span.line : span.endLine);
  const from = begins ? offsetOf(text, span.column - cut) : indentOf(shown, first);
  const to = ends ? offsetOf(text, span.endColumn - cut) : text.length;
  return { indices, from, to: Math.max(from, to) };
}

/** rustc counts characters from 1; what lies beyond the line is its end. */
function offsetOf(text: string, column: number): number {
  return [...text].slice(0, Math.max(0, column - 1)).join('').length;
}

/** How far a shown line is indented. */
export function indentOf({ texts }: Shown, index = 0): number {
  return texts[index]?.match(/^\s*/)?.[0].length ?? 0;
}
