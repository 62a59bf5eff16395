import type { Snippet } from '../programs/find-snippets.ts';
import type { Program } from '../programs/program.ts';
import { tokenizeRust } from '../../languages/rust/rust-tokens.ts';
import { blankStringsAndComments } from '../../languages/rust/shape.ts';
import { insertBehind, linesWithEnds, statementAt } from './insert.ts';
import type { Frame } from './picture.ts';
import type { Fault } from './read-state.ts';

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

/** Why a function, at its line, calls no other of this name; undefined where it does. */
export function uncalled(
  name: string,
  caller: Pick<Frame, 'name' | 'line'>,
  { places = [] }: Snippet,
  { text }: Program,
): Fault | undefined {
  const statement = statementAt(text, places[caller.line - 1]?.line ?? 0);
  const said = blankStringsAndComments(text.slice(statement?.from ?? 0, statement?.to ?? 0));
  if (new RegExp(`\\b${name}\\s*(?:::<[^;]*>)?\\(`).test(said)) return undefined;
  const message = `line ${caller.line} of \`${caller.name}\` does not call \`${name}\``;
  const help = 'name the line of the call, where a semicolon ends it: what it returns goes into a variable';
  return { kind: 'no-call', message, help };
}

/** Why a line is not of a function; undefined where it is. */
export function elsewhere(name: string, line: number, snippet: Snippet, program: Program): Fault | undefined {
  const found = functionAt(line, snippet, program);
  if (found === name) return undefined;
  const message = `line ${line} is not of \`${name}\` but of \`${found}\``;
  const help = `name a line of \`${name}\`; a function that it calls has a frame of its own: \`calls: { ${found}: { line: ${line}, stack: { … } } }\``;
  return { kind: 'other-function', message, help };
}

/** The innermost function that a shown line stands in. */
export function functionAt(line: number, { places = [] }: Snippet, { text }: Program): string {
  const lines = text.split('\n').slice(0, places[line - 1]?.line ?? 1);
  const at = lines.join('\n').trimEnd().length;
  const around = functionsIn(text).filter(({ from, to }) => from < at && at <= to);
  const name = around.at(-1)?.name ?? 'main';
  // What rustdoc puts around a program that ends in `(())`.
  return name === '_inner' ? 'main' : name;
}

/** The functions that have a body, in the order of their names: an inner one behind what it is in. */
function functionsIn(text: string): { name: string; from: number; to: number }[] {
  const tokens = tokenizeRust(text).tokens.filter(({ kind }) => kind !== 'comment');
  return tokens.flatMap((token, index) => {
    const name = tokens[index + 1];
    if (token.text !== 'fn' || name?.kind !== 'word') return [];
    const open = tokens.findIndex(({ text: mark }, at) => at > index && (mark === '{' || mark === ';'));
    if (tokens[open]?.text !== '{') return [];
    let depth = 0;
    const close = tokens.findIndex(({ text: mark }, at) => {
      if (at < open) return false;
      if (mark === '{') depth++;
      if (mark === '}') depth--;
      return depth === 0;
    });
    return [{ name: name.text, from: token.from, to: tokens[close]?.to ?? text.length }];
  });
}
