import { RE_INNER_DOC, RE_OUTER_DOC, type RustTree } from './rust-trees.ts';

/** A statement of a Rust text as it would stand in a function, or an attribute of the whole. */
export interface RustStatement {
  /**
   * `attribute`: `#![…]` or `//!` before all else. `macro`: a call that might give items, such as `name! { … }`
   * or `name!();`. `other`: what only a function can hold. `dangling`: attributes and documentation at the end, of
   * nothing.
   */
  kind: 'attribute' | 'extern-crate' | 'item' | 'macro' | 'other' | 'dangling';
  /** Whether it is a function `main`, or a macro call that is given one. */
  main: boolean;
  from: number;
  to: number;
}

/** Words that begin an item and may stand before the one that tells which; the next word decides. */
const QUALIFIERS = new Set(['const', 'async', 'unsafe', 'extern', 'safe', 'default', 'gen', 'auto']);
const QUALIFIED = new Set([...QUALIFIERS, 'fn', 'impl', 'trait', 'mod', 'static', 'crate', '{']);
/** They end with a semicolon, whatever braces they hold. */
const ENDS_AT_SEMICOLON = new Set(['use', 'const', 'static', 'type', 'crate']);
const ITEMS = new Set([...ENDS_AT_SEMICOLON, 'fn', 'mod', 'struct', 'enum', 'trait', 'impl', 'extern']);
/** Words only where a name follows. */
const WEAK_ITEMS = new Set(['union', 'macro']);
const KEYWORDS = new Set(
  'as break continue else for if in let loop match move mut ref return unsafe where while yield'.split(' '),
);
/** Expressions that end with their braces, without a semicolon. */
const BLOCKS = new Set(['{', 'if', 'match', 'loop', 'while', 'for', 'unsafe', 'const']);
/** Behind braces these say that the braces were only part of what is asked, as in `if let A { x } = a {`. */
const STILL_ASKED = new Set(['=', 'in', '|', '&']);
const RE_NAME = /^(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*$/u;
const RE_MAIN = /^(?:r#)?main$/;
const RE_STRING = /^[bc]?r?#*"/;

/**
 * Splits a text as rustc does where rustdoc asks it to: what stands at its top, and whether each of it is an
 * item. It is no parser: what would be a syntax error comes out as something, and conditions that hold braces
 * outside of patterns and parentheses may be cut too early.
 * https://doc.rust-lang.org/reference/statements.html
 */
export function splitStatements(trees: readonly RustTree[]): RustStatement[] {
  const statements: RustStatement[] = [];
  let at = 0;
  const push = (kind: RustStatement['kind'], end: number, main = false): void => {
    const last = trees[Math.min(end, trees.length) - 1];
    statements.push({ kind, main, from: trees[at]?.from ?? 0, to: last?.to ?? 0 });
    at = end;
  };
  for (let end = endOfInner(trees, at); end !== undefined; end = endOfInner(trees, at))
    push('attribute', end);
  while (at < trees.length) {
    const start = endOfAttributes(trees, at);
    if (start >= trees.length) push('dangling', start);
    else {
      const { kind, main, end } = readStatement(trees, start);
      push(kind, end, main);
    }
  }
  return statements;
}

function endOfAttributes(trees: readonly RustTree[], at: number): number {
  let end = at;
  for (
    let next: number | undefined = at;
    next !== undefined;
    next = endOfInner(trees, end) ?? endOfOuter(trees, end)
  ) {
    end = next;
  }
  return end;
}

/** The index behind an attribute or documentation of what it stands in, if there is one at an index. */
function endOfInner(trees: readonly RustTree[], at: number): number | undefined {
  const [first, second, third] = trees.slice(at, at + 3);
  if (RE_INNER_DOC.test(first?.text ?? '')) return at + 1;
  return first?.text === '#' && second?.text === '!' && third?.text === '[' ? at + 3 : undefined;
}

/** The same, of what follows. */
function endOfOuter(trees: readonly RustTree[], at: number): number | undefined {
  const [first, second] = trees.slice(at, at + 2);
  if (RE_OUTER_DOC.test(first?.text ?? '')) return at + 1;
  return first?.text === '#' && second?.text === '[' ? at + 2 : undefined;
}

interface Read {
  kind: RustStatement['kind'];
  main: boolean;
  end: number;
}

function readStatement(trees: readonly RustTree[], at: number): Read {
  return (
    readItem(trees, at) ??
    readMacro(trees, at) ?? { kind: 'other', main: false, end: endOfExpression(trees, at) }
  );
}

function readItem(trees: readonly RustTree[], at: number): Read | undefined {
  const text = (index: number): string => trees[index]?.text ?? '';
  const names = (index: number): boolean => RE_NAME.test(text(index));
  if (text(at) === 'macro_rules' && text(at + 1) === '!' && names(at + 2)) {
    const semicolon = text(at + 3) !== '{' && text(at + 4) === ';';
    return { kind: 'item', main: false, end: semicolon ? at + 5 : at + 4 };
  }
  let word = at;
  const visible = text(word) === 'pub';
  if (visible) word += text(word + 1) === '(' ? 2 : 1;
  while (QUALIFIERS.has(text(word))) {
    const next = RE_STRING.test(text(word + 1)) && text(word) === 'extern' ? word + 2 : word + 1;
    if (!QUALIFIED.has(text(next))) break;
    if (text(next) === '{') {
      if (text(word) === 'extern') return { kind: 'item', main: false, end: next + 1 };
      return undefined;
    }
    word = next;
  }
  const keyword = text(word);
  const weak = WEAK_ITEMS.has(keyword) && names(word + 1);
  const crate = keyword === 'crate' && text(word - 1) === 'extern';
  if (keyword === 'crate' ? !crate : !ITEMS.has(keyword) && !weak) return undefined;
  if (keyword === 'const' && !names(word + 1)) return undefined;
  return {
    kind: crate ? 'extern-crate' : 'item',
    main: keyword === 'fn' && RE_MAIN.test(text(word + 1)),
    end: endOfItem(trees, word),
  };
}

function endOfItem(trees: readonly RustTree[], word: number): number {
  const semicolon = ENDS_AT_SEMICOLON.has(trees[word]?.text ?? '');
  for (let index = word + 1; index < trees.length; index++) {
    const text = trees[index]?.text;
    const before = trees[index - 1]?.text;
    if (text === ';' || (text === '{' && !semicolon && before !== '<' && before !== '=')) return index + 1;
  }
  return trees.length;
}

/** A call is taken for items when it ends like one; else it is an expression, as `vec![1]` at the end is. */
function readMacro(trees: readonly RustTree[], at: number): Read | undefined {
  let index = at;
  for (; index < trees.length && trees[index]?.text !== '!'; index++) {
    const text = trees[index]?.text ?? '';
    if (text !== ':' && (!RE_NAME.test(text) || KEYWORDS.has(text))) return undefined;
  }
  const group = trees[index + 1];
  if (index === at || !group?.inside) return undefined;
  const after = trees[index + 2]?.text;
  if (group.text === '{' ? after === '.' || after === '?' : after !== ';') return undefined;
  return { kind: 'macro', main: holdsMain(group.inside), end: after === ';' ? index + 3 : index + 2 };
}

function holdsMain(trees: readonly RustTree[]): boolean {
  return trees.some(
    ({ text }, index) =>
      text === 'fn' && RE_MAIN.test(trees[index + 1]?.text ?? '') && trees[index + 2]?.text === '(',
  );
}

function endOfExpression(trees: readonly RustTree[], at: number): number {
  const text = (index: number): string => trees[index]?.text ?? '';
  const labelled = text(at).startsWith("'") && text(at + 1) === ':';
  const first = labelled ? at + 2 : at;
  if (BLOCKS.has(text(first))) {
    let end = endOfBlock(trees, first);
    while (text(end) === 'else') end = endOfBlock(trees, end + 1);
    if (text(end) !== '.' && text(end) !== '?') return end;
  }
  let end = first;
  while (end < trees.length && text(end) !== ';') end++;
  return Math.min(end + 1, trees.length);
}

function endOfBlock(trees: readonly RustTree[], at: number): number {
  for (let index = at; index < trees.length; index++) {
    if (trees[index]?.text !== '{') continue;
    const unsafe = index > at + 1 && trees[index - 1]?.text === 'unsafe';
    if (!unsafe && !STILL_ASKED.has(trees[index + 1]?.text ?? '')) return index + 1;
  }
  return trees.length;
}
