import type { RustToken } from './rust-tokens.ts';

/** A statement, or an inner attribute, of a Rust text as it would stand in a function. */
export interface RustStatement {
  /**
   * `attribute`: `#![…]` or `//!` before all else. `macro`: a call that might give items, such as `name! { … }`
   * or `name!();`. `other`: what only a function can hold.
   */
  kind: 'attribute' | 'extern-crate' | 'item' | 'macro' | 'other';
  /** Whether it is a function `main`, or a macro call that is given one. */
  main: boolean;
  from: number;
  to: number;
}

const OPENING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const CLOSING = new Set(Object.values(OPENING));
/** Words before the one that tells what an item is. */
const QUALIFIERS = new Set(['pub', 'const', 'async', 'unsafe', 'extern', 'safe', 'default', 'gen', 'auto']);
/** Items that end with a semicolon, whatever braces they hold. */
const ENDS_AT_SEMICOLON = new Set(['use', 'const', 'static', 'type', 'crate']);
const ITEMS = new Set([...ENDS_AT_SEMICOLON, 'fn', 'mod', 'struct', 'enum', 'trait', 'impl', 'union', 'macro']);
/** Expressions that are a statement without a semicolon. */
const BLOCK_LIKE = new Set(['if', 'match', 'loop', 'while', 'for', 'unsafe', 'async', 'const', '{']);
const RE_INNER_DOC = /^\/(?:\/!|\*!)/;
const RE_OUTER_DOC = /^\/(?:\/\/(?!\/)|\*\*(?![*/]))/;
