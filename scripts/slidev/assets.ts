import { basename, extname } from 'node:path';

/** A name of its own for each file, by path: as its author called it, with a number where two share a name. */
export function nameAssets(paths: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const path of new Set(paths)) {
    const extension = extname(path);
    const stem = basename(path, extension).replace(/[^\w.-]/g, '-');
    let name = `images/${stem}${extension}`;
    for (let number = 2; taken.has(name); number++) name = `images/${stem}-${number}${extension}`;
    taken.add(name);
    names.set(path, name);
  }
  return names;
}
