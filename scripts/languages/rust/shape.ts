import { type RustStatement, splitStatements } from './rust-statements.ts';
import { type RustToken, tokenizeRust } from './rust-tokens.ts';
import { toTrees } from './rust-trees.ts';

/** An inline program made whole as rustdoc does it. */
export interface Shaped {
  /**
   * What rustc compiles. Line n of it is line n of the fence, whose own line is the first: what is put before
   * the fence's text stands there, or right behind its crate attributes.
   */
  text: string;
  /** What the slide shows: without the hidden lines. */
  shown: string;
  /** Whether a `main` was put around the fence's text. */
  wrapped: boolean;
  /** Whether it ends in `(())`, so that it may use `?`. */
  fallible: boolean;
  /** Whether it has a `main` of its own that is only an item in the one around it: nothing of it runs. */
  mainNeverRuns: boolean;
  /** Whether attributes or documentation at its end, of nothing, were left out: rustc would refuse them. */
  dangling: boolean;
  /** False when a bracket, string or comment is not closed: then rustc is given the text as it is. */
  parses: boolean;
}

export interface ShapeOptions {
  /** With rustc's test harness no `main` is made. Default: false. */
  testHarness?: boolean;
}

const RE_HIDDEN = /^#(?: (.*)|)$/s;
const RE_LINE_DOC = /\/\/!([^\n]*)$/;
const RE_COMMENT_MARK = /\/(?=\*)|\*(?=\/)/g;
/** What is not among the statements of `main`. */
const OUTSIDE: ReadonlySet<string> = new Set(['attribute', 'extern-crate', 'dangling']);
const RE_VISIBLE = /[^\n]/g;
const BLANKED: ReadonlySet<string> = new Set(['comment', 'string', 'char']);
const ALLOW_UNUSED = '#![allow(unused)]';
const OPEN = 'fn main() {';
const CLOSE = '}';
/** Whatever the error type is, it must have `Debug`. */
const OPEN_FALLIBLE = 'fn main() { fn _inner() -> core::result::Result<(), impl core::fmt::Debug> {';
const CLOSE_FALLIBLE = '} _inner().unwrap() }';

/**
 * Hidden lines lose their mark, and a program without `fn main` at its top gets one around it, with crate
 * attributes and `extern crate` kept outside.
 * https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html, and to the letter
 * https://github.com/rust-lang/rust/blob/1.95.0/src/librustdoc/doctest/make.rs (`parse_source`)
 */
export function shapeRust(content: string, options: ShapeOptions = {}): Shaped {
  const source = content.replace(/\n$/, '').split('\n');
  const shown = `${source.flatMap(line => unhide(line).shown ?? []).join('\n')}\n`;
  const code = source.map(line => unhide(line).compiled).join('\n');
  const { tokens, whole } = tokenizeRust(code);
  const trees = whole ? toTrees(tokens) : undefined;
  if (!trees) {
    const flags = { wrapped: false, fallible: false, mainNeverRuns: false, dangling: false, parses: false };
    return { text: `\n${code}\n`, shown, ...flags };
  }
  const statements = splitStatements(trees);
  const hasMain = statements.some(statement => statement.main);
  const runsMain = hasMain && !statements.some(({ kind }) => kind === 'other');
  const crates = statements.filter(({ kind }) => kind === 'extern-crate');
  const crateLevel = [{ from: 0, to: endOfHead(statements) }, ...crates];
  const noStd = crateLevel.some(({ from, to }) => code.slice(from, to).includes('![no_std]'));
  const wrapped = !runsMain && !noStd && !options.testHarness;
  const last = statements.findLast(({ kind }) => !OUTSIDE.has(kind));
  const fallible = wrapped && code.slice(0, last?.to ?? 0).endsWith('(())');
  const text = assemble(code, tokens, statements, wrapped ? (fallible ? OPEN_FALLIBLE : OPEN) : '');
  const close = wrapped ? `${fallible ? CLOSE_FALLIBLE : CLOSE}\n` : '';
  return {
    ...{ text: `${text}\n${close}`, shown },
    ...{
      wrapped,
      fallible,
      mainNeverRuns: hasMain && wrapped,
      dangling: statements.at(-1)?.kind === 'dangling',
      parses: true,
    },
  };
}

/** For each line that a slide shows of an inline program, its line in what rustc compiles, from 1. */
export function shownLines(content: string): number[] {
  const source = content.replace(/\n$/, '').split('\n');
  return source.flatMap((line, index) => (unhide(line).shown === undefined ? [] : index + 2));
}

/** An inline program whole, as a reader of a listing sees it: its hidden lines among the others. */
export function unhidden(content: string): string {
  return content
    .split('\n')
    .map(line => unhide(line).compiled)
    .join('\n');
}

/** Whether a line of an inline program is compiled and not shown. */
export function isHidden(line: string): boolean {
  return RE_HIDDEN.test(line.trim());
}

/** A line as rustc and as the reader gets it: lines count, whether or not they stand in a string. */
function unhide(line: string): { compiled: string; shown?: string } {
  const trimmed = line.trim();
  const hidden = trimmed.match(RE_HIDDEN);
  if (hidden) return { compiled: hidden[1] ?? '' };
  const compiled = trimmed.startsWith('##') ? line.replace('##', '#') : line;
  return { compiled, shown: compiled };
}

/** Where the crate's own part ends: attributes, and the `extern crate` items right behind them. */
function endOfHead(statements: readonly RustStatement[]): number {
  const rest = statements.findIndex(({ kind }) => kind !== 'attribute' && kind !== 'extern-crate');
  return statements.slice(0, rest === -1 ? undefined : rest).at(-1)?.to ?? 0;
}

/** The program up to its last line: what is opened, and crates named further down, stand behind the head. */
function assemble(
  code: string,
  tokens: readonly RustToken[],
  statements: readonly RustStatement[],
  open: string,
): string {
  const head = endOfHead(statements);
  const lifted = statements.filter(({ kind, from }) => kind === 'extern-crate' && from >= head);
  const put = [...lifted.map(statement => onOneLine(tokens, statement)), open].filter(Boolean).join(' ');
  const left = [...lifted, ...statements.filter(({ kind }) => kind === 'dangling')];
  const rest = left.reduce((text, { from, to }) => blank(text, from, to), code);
  if (head === 0) return `${[ALLOW_UNUSED, put].filter(Boolean).join(' ')}\n${rest}`;
  const before = rest.slice(0, head);
  const closed = put ? `${before.replace(RE_LINE_DOC, toBlockDoc)} ${put}` : before;
  return `${ALLOW_UNUSED}\n${closed}${rest.slice(head)}`;
}

function onOneLine(tokens: readonly RustToken[], { from, to }: RustStatement): string {
  return tokens
    .filter(token => token.kind !== 'comment' && token.from >= from && token.to <= to)
    .map((token, index, all) => (index > 0 && token.from > (all[index - 1]?.to ?? 0) ? ' ' : '') + token.text)
    .join('');
}

/** The same documentation, but something can stand behind it on its line. */
function toBlockDoc(_: string, words: string): string {
  return `/*!${words.replace(RE_COMMENT_MARK, '$& ')} */`;
}

function blank(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(from, to).replace(RE_VISIBLE, ' ') + text.slice(to);
}

/** The code with the inside of its strings, characters and comments made blank, line for line. */
export function blankStringsAndComments(code: string): string {
  const blanked = tokenizeRust(code).tokens.filter(({ kind }) => BLANKED.has(kind));
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text } of blanked) {
    parts.push(code.slice(at, from), text.replace(RE_VISIBLE, ' '));
    at = to;
  }
  return parts.join('') + code.slice(at);
}
