import { withoutAnchors } from './anchors.ts';
import type { ShownLine, Snippet } from './find-snippets.ts';
import { isHidden, unhidden } from '../../languages/rust/shape.ts';

/** A program as a reader can copy it: whole, with its hidden lines, and without what is for the checker alone. */
export function wholeProgram(snippet: Snippet): string {
  return isInlineRust(snippet) ? withoutAnchors(unhidden(snippet.whole)) : snippet.whole;
}

/** For each line of the whole program, where a diagnostic or a hover places it. */
export function listedPlaces(snippet: Snippet): ShownLine[] {
  const { whole, lines, columns } = snippet;
  return toLines(whole).map((_, index) =>
    isInlineRust(snippet)
      ? { line: index + FENCE_LINES, cut: 0 }
      : { line: lines?.[index] ?? index + 1, cut: columns?.[index] ?? 0 },
  );
}

/** Line 1 of an inline program is its fence's own, and its text begins on the next. */
const FENCE_LINES = 2;

/** Which lines of the whole program its slide does not show, as ranges from 1, both ends included. */
export function unshownLines(snippet: Snippet): [from: number, to: number][] {
  const lines = toLines(snippet.whole);
  const shown = isInlineRust(snippet)
    ? lines.map(line => !isHidden(line))
    : markRegion(lines, toLines(snippet.shown));
  const ranges: [number, number][] = [];
  for (const [index, isShown] of shown.entries()) {
    const last = ranges.at(-1);
    if (isShown) continue;
    if (last?.[1] === index) last[1] = index + 1;
    else ranges.push([index + 1, index + 1]);
  }
  return ranges;
}

function isInlineRust({ path, expectation }: Snippet): boolean {
  return !path && expectation?.language === 'rust';
}

/** A region lost its indentation on its way to the slide. */
function markRegion(lines: readonly string[], region: readonly string[]): boolean[] {
  const start = lines.findIndex((_, from) =>
    region.every((line, index) => lines[from + index]?.trim() === line.trim()),
  );
  return lines.map((_, index) => start < 0 || (index >= start && index < start + region.length));
}

function toLines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
