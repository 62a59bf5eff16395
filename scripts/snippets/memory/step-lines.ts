import type { Snippet } from '../find-snippets.ts';
import type { Program } from '../program.ts';
import { insertBehind, linesWithEnds } from './insert.ts';
import type { Fault } from './read-state.ts';

const RE_FUNCTION = /\bfn\s+(\w+)/g;

/** Why nothing can be asked behind a line of what a slide shows; undefined where it can. */
export function unaskable(line: number, { places = [] }: Snippet, { text }: Program): Fault | undefined {
  const place = places[line - 1];
  if (!place) {
    const message = `the program has no line ${line}: it shows ${places.length}`;
    const help = 'name a line of what the slide shows: its first is line 1, hidden lines do not count';
    return { kind: 'unknown-line', message, help };
  }
  if (insertBehind(text, place.line, '') !== undefined) return undefined;
  const ends = new Set(linesWithEnds(text));
  const shown = places.flatMap((other, index) => (ends.has(other.line) ? String(index + 1) : []));
  const message = `no statement ends on line ${line}, so nothing can be asked behind it`;
  const help = shown.length > 0 ? `statements end on ${shown.join(', ')}` : 'end a statement on it';
  return { kind: 'no-statement-end', message, help };
}

/** The function that a shown line stands in, as far as its head tells. */
export function functionAt(line: number, { places = [] }: Snippet, { text }: Program): string {
  const before = text.split('\n').slice(0, places[line - 1]?.line ?? 1);
  return [...before.join('\n').matchAll(RE_FUNCTION)].at(-1)?.[1] ?? 'main';
}
