import type { RustToken } from './rust-tokens.ts';

/** A token, or a bracketed group of them; comments are left out, unless they document something. */
export interface RustTree {
  /** The token, or the bracket that opens the group. */
  text: string;
  from: number;
  to: number;
  /** What stands within the brackets. */
  inside?: RustTree[];
}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const BRACKETS = new Set(Object.entries(CLOSING).flat());
/** `//!` and `/*!` document what they stand in; `///` and `/**`, but not `////` or `/***`, what follows. */
export const RE_INNER_DOC = /^\/[/*]!/;
export const RE_OUTER_DOC = /^\/(?:\/\/(?!\/)|\*\*(?![*/]))/;

/** The trees of a text's tokens; undefined when brackets do not match. */
export function toTrees(tokens: readonly RustToken[]): RustTree[] | undefined {
  const top: RustTree[] = [];
  const open: { tree: RustTree; inside: RustTree[] }[] = [];
  for (const { kind, text, from, to } of tokens) {
    if (kind === 'comment' && !RE_INNER_DOC.test(text) && !RE_OUTER_DOC.test(text)) continue;
    if (kind !== 'punctuation' || !BRACKETS.has(text)) {
      (open.at(-1)?.inside ?? top).push({ text, from, to });
    } else if (CLOSING[text]) {
      const inside: RustTree[] = [];
      const tree = { text, from, to, inside };
      (open.at(-1)?.inside ?? top).push(tree);
      open.push({ tree, inside });
    } else {
      const group = open.pop();
      if (!group || CLOSING[group.tree.text] !== text) return undefined;
      group.tree.to = to;
    }
  }
  return open.length === 0 ? top : undefined;
}
