import { tokenizeRust } from '../rust-tokens.ts';

/** What may stand behind a `}` only if the braces were part of something longer. */
const GOES_ON = new Set(['else', '.', '?', ')', ',', ';', ']', '=', '+', '-', '*', '/', '|', '&', '<', '>']);
const ENDS = new Set([';', '{', '}']);

/**
 * Puts statements behind the statement that ends on a line, on that line: all others keep their numbers. They
 * stand at the start of a block where the line opens one, and behind it where it closes one.
 *
 * @param line from 1
 * @returns undefined where no statement ends on the line, as far as brackets tell
 */
export function insertBehind(code: string, line: number, statements: string): string | undefined {
  const offset = endOfStatement(code, line);
  if (offset === undefined) return undefined;
  return `${code.slice(0, offset)} ${statements}${code.slice(offset)}`;
}

/** The lines on which a statement ends, from 1. */
export function linesWithEnds(code: string): number[] {
  const count = code.split('\n').length;
  return Array.from({ length: count }, (_, index) => index + 1).filter(
    line => endOfStatement(code, line) !== undefined,
  );
}

function endOfStatement(code: string, line: number): number | undefined {
  const lines = code.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const end = start + (lines[line - 1]?.length ?? 0);
  const tokens = tokenizeRust(code).tokens.filter(({ kind }) => kind !== 'comment');
  const index = tokens.findLastIndex(({ to }) => to > start && to <= end);
  const last = tokens[index];
  if (!last || last.kind !== 'punctuation' || !ENDS.has(last.text)) return undefined;
  if (last.text === '}' && GOES_ON.has(tokens[index + 1]?.text ?? '')) return undefined;
  return last.to;
}
