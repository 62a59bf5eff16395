import type { z } from 'zod';
import type { HoverText } from './hover-text.ts';
import { tokenizeRust } from '../../languages/rust/rust-tokens.ts';
import type { HoverSchema } from '../record/stored-verdict.ts';

/** What rust-analyzer tells of a name, and where a program has it. */
export type Hover = z.infer<typeof HoverSchema>;

/** A name in a program, in characters, its line and column from 1. */
export interface Name {
  line: number;
  column: number;
  length: number;
}

/** https://doc.rust-lang.org/reference/keywords.html, without what names something: `self`, `Self`. */
const KEYWORDS = new Set(
  [
    'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move',
    'mut pub ref return static struct super trait true type union unsafe use where while',
    'abstract become box do final gen macro override priv try typeof unsized virtual yield _',
  ].flatMap(words => words.split(' ')),
);

/** The names in a program, in their order. */
export function namesIn(text: string): Name[] {
  const names: Name[] = [];
  let line = 1;
  let lineStart = 0;
  for (const token of tokenizeRust(text).tokens) {
    const lines = text.slice(lineStart, token.from).split('\n');
    line += lines.length - 1;
    lineStart = token.from - (lines.at(-1)?.length ?? 0);
    if (token.kind !== 'word' || KEYWORDS.has(token.text)) continue;
    const column = [...text.slice(lineStart, token.from)].length + 1;
    names.push({ line, column, length: [...token.text].length });
  }
  return names;
}

/** The hovers of a program, each once, in the order of their first places. */
export function groupHovers(found: readonly { name: Name; hover: HoverText }[]): Hover[] {
  const groups = new Map<string, Hover>();
  for (const { name, hover } of found) {
    const place = `${name.line}:${name.column}+${name.length}`;
    const key = JSON.stringify([hover.type, hover.docs]);
    const group = groups.get(key);
    groups.set(key, group ? { ...group, at: `${group.at} ${place}` } : { ...hover, at: place });
  }
  return [...groups.values()];
}

export function placesOf({ at }: Pick<Hover, 'at'>): Name[] {
  return at.split(' ').map(place => {
    const [line = 0, column = 0, length = 0] = place.split(/[:+]/).map(Number);
    return { line, column, length };
  });
}
