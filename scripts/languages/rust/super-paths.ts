import { tokenizeRust } from './rust-tokens.ts';
import { type RustTree, toTrees } from './rust-trees.ts';

/**
 * Whether a `super` may lead out of the program: https://doc.rust-lang.org/reference/paths.html#super. Each one of
 * a path needs a module of the program's own around it; where a macro puts it, nobody can tell from here.
 */
export function leavesItsFile(code: string): boolean {
  if (!/\bsuper\b/.test(code)) return false;
  const trees = toTrees(tokenizeRust(code).tokens);
  return !trees || leaves(trees, 0);
}

function leaves(trees: readonly RustTree[], depth: number): boolean {
  return trees.some(({ text, inside }, at) => {
    if (text === 'super') return stepsUp(trees, at) > depth;
    if (!inside) return false;
    return leaves(inside, isMacro(trees, at) ? -Infinity : isModule(trees, at) ? depth + 1 : depth);
  });
}

/** How many `super` a path holds up to and with this one. */
function stepsUp(trees: readonly RustTree[], at: number): number {
  const follows =
    [at - 1, at - 2].every(index => trees[index]?.text === ':') && trees[at - 3]?.text === 'super';
  return 1 + (follows ? stepsUp(trees, at - 3) : 0);
}

function isModule(trees: readonly RustTree[], at: number): boolean {
  return trees[at]?.text === '{' && trees[at - 2]?.text === 'mod';
}

function isMacro(trees: readonly RustTree[], at: number): boolean {
  return trees[at - 1]?.text === '!' || trees[at - 2]?.text === '!';
}
