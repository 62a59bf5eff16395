import { tokenizeRust } from '../../languages/rust/rust-tokens.ts';
import { type RustTree, toTrees } from '../../languages/rust/rust-trees.ts';

/** A function of a Rust text, as its author wrote it. */
export interface RustFunction {
  name: string;
  parameters: { name: string; type: string }[];
  /** `()` where it gives nothing back. */
  result: string;
  /** From 1. */
  line: number;
  /** Whether the page can call it: `#[no_mangle] pub extern "C"`, and not generic. */
  exported: boolean;
}

const RE_NO_MANGLE = /^(?:unsafe\()?no_mangle\)?$/;
/** What may stand between a function's attributes and its `fn`. */
const QUALIFIERS = new Set(['pub', 'const', 'async', 'unsafe', 'extern']);
const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The functions that stand in a file or in a module of it; none where its brackets do not match. */
export function findFunctions(code: string): RustFunction[] {
  const { tokens, whole } = tokenizeRust(code);
  const trees = whole ? toTrees(tokens) : undefined;
  return trees ? functionsIn(trees, code) : [];
}

function functionsIn(trees: readonly RustTree[], code: string): RustFunction[] {
  return trees.flatMap((tree, index) => {
    if (tree.text === 'mod' && trees[index + 2]?.inside)
      return functionsIn(trees[index + 2]?.inside ?? [], code);
    return tree.text === 'fn' && !tree.inside ? (readFunction(trees, index, code) ?? []) : [];
  });
}

function readFunction(trees: readonly RustTree[], at: number, code: string): RustFunction | undefined {
  const name = trees[at + 1];
  const generic = trees[at + 2]?.text === '<';
  const open = trees.findIndex((tree, index) => index > at && tree.text === '(' && tree.inside);
  const end = trees.findIndex(
    (tree, index) => index > open && (tree.text === ';' || (tree.text === '{' && tree.inside)),
  );
  if (!name || open < 0 || end < 0) return undefined;
  const result = textOf(trees.slice(open + 1, end));
  return {
    name: bare(name.text),
    parameters: split(trees[open]?.inside ?? []).map(readParameter),
    result: result.startsWith('->') ? result.slice(2) : '()',
    line: code.slice(0, name.from).split('\n').length,
    exported: !generic && isExported(trees, at),
  };
}

/** Reads backwards from `fn`: its qualifiers, then its attributes and the comments that document it. */
function isExported(trees: readonly RustTree[], at: number): boolean {
  const qualifiers: string[] = [];
  let index = at - 1;
  for (; index >= 0; index--) {
    const text = trees[index]?.text ?? '';
    const visibility = text === '(' && trees[index - 1]?.text === 'pub';
    if (!QUALIFIERS.has(text) && !text.startsWith('"') && !visibility) break;
    qualifiers.unshift(text);
  }
  let named = false;
  for (; index >= 0; index--) {
    const tree = trees[index];
    if (tree?.text === '#' || tree?.text.startsWith('/')) continue;
    if (tree?.text !== '[' || trees[index - 1]?.text !== '#') break;
    named ||= RE_NO_MANGLE.test(textOf(tree.inside ?? []));
  }
  const abi = qualifiers[qualifiers.indexOf('extern') + 1] ?? '"C"';
  const extern = qualifiers.includes('extern') && (!abi.startsWith('"') || abi === '"C"');
  return named && extern && qualifiers.includes('pub') && !qualifiers.includes('async');
}

function split(trees: readonly RustTree[]): RustTree[][] {
  const parts: RustTree[][] = [[]];
  for (const tree of trees) {
    if (tree.text === ',') parts.push([]);
    else parts.at(-1)?.push(tree);
  }
  return parts.filter(part => part.length > 0);
}

function readParameter(trees: readonly RustTree[]): { name: string; type: string } {
  const colon = trees.findIndex(tree => tree.text === ':');
  const pattern = trees.slice(0, colon < 0 ? trees.length : colon).filter(tree => tree.text !== 'mut');
  return { name: bare(textOf(pattern)), type: colon < 0 ? '' : textOf(trees.slice(colon + 1)) };
}

function textOf(trees: readonly RustTree[]): string {
  return trees
    .map(tree => (tree.inside ? `${tree.text}${textOf(tree.inside)}${CLOSING[tree.text]}` : tree.text))
    .join('');
}

function bare(name: string): string {
  return name.replace(/^r#/, '');
}
