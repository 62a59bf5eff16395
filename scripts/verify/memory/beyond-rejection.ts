import type { Diagnostic } from '../../languages/verdict.ts';
import { type Contradiction, shownLine } from './answer.ts';
import { RE_LATER } from './judge-borrows.ts';
import type { Picture } from './picture.ts';

/**
 * Steps behind the line that a program is rejected for: what would be there is no program's memory. A reference that
 * dangles (E0597) can be drawn until it is used.
 */
export function beyondRejection(picture: Picture, base: readonly Diagnostic[]): Contradiction[] {
  const ends = base.flatMap(({ level, code, spans }) => {
    const reached = spans.filter(({ primary, label }) =>
      code === 'E0597' ? RE_LATER.test(label ?? '') : primary,
    );
    return level === 'error' ? (reached[0] ?? spans[0] ?? []) : [];
  });
  const end = Math.min(...ends.map(({ line }) => line));
  const shown = shownLine(picture, { line: end }) ?? 0;
  const beyond = picture.steps.filter(({ line }) => (picture.snippet.places?.[line - 1]?.line ?? 0) >= end);
  return beyond.map(({ line, at }) => ({
    line: at,
    behind: line,
    drawn: 'memory is drawn',
    said: `the program is rejected on line ${shown}`,
    help: `end the picture before line ${shown}: nothing runs from there on`,
  }));
}
