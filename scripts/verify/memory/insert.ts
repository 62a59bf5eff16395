import { type RustToken, tokenizeRust } from '../../languages/rust/rust-tokens.ts';

/** What may stand behind a `}` only if the braces were part of something longer. */
const GOES_ON = new Set(['else', '.', '?', ')', ',', ';', ']', '=', '+', '-', '*', '/', '|', '&', '<', '>']);
const ENDS = new Set([';', '{', '}']);
const OPEN = new Set(['(', '[', '{']);
const CLOSED = new Set([')', ']', '}']);

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

/** Puts statements before the one that a `;` ends on a line; undefined where none does. */
export function insertBefore(code: string, line: number, statements: string): string | undefined {
  const statement = statementAt(code, line);
  if (!statement) return undefined;
  return `${code.slice(0, statement.from)}${statements} ${code.slice(statement.from)}`;
}

/** Where the statement stands that a `;` ends on a line. */
export function statementAt(code: string, line: number): { from: number; to: number } | undefined {
  const to = endOfStatement(code, line);
  const tokens = codeTokens(code);
  const end = tokens.findIndex(token => token.to === to);
  if (tokens[end]?.text !== ';') return undefined;
  let depth = 0;
  let start = end;
  for (; start > 0; start--) {
    const { kind, text } = tokens[start - 1] as RustToken;
    if (kind !== 'punctuation') continue;
    const next = tokens[start]?.text ?? '';
    if (depth === 0 && (text === ';' || OPEN.has(text) || (text === '}' && !GOES_ON.has(next)))) break;
    if (CLOSED.has(text)) depth++;
    if (OPEN.has(text)) depth--;
  }
  return { from: tokens[start]?.from ?? 0, to: tokens[end].to };
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
  const tokens = codeTokens(code);
  const index = tokens.findLastIndex(({ to }) => to > start && to <= end);
  const last = tokens[index];
  if (!last || last.kind !== 'punctuation' || !ENDS.has(last.text)) return undefined;
  if (last.text === '}' && GOES_ON.has(tokens[index + 1]?.text ?? '')) return undefined;
  return last.to;
}

function codeTokens(code: string): RustToken[] {
  return tokenizeRust(code).tokens.filter(({ kind }) => kind !== 'comment');
}
