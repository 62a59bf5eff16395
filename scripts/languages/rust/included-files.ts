import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Snippet } from '../../verify/programs/find-snippets.ts';

const RE_INCLUDED = /\binclude(?:_str|_bytes)?!\s*[([{]\s*"([^"]+)"|#\[\s*path\s*=\s*"([^"]+)"/g;
const RE_MODULE = /^[ \t]*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm;

/** The files that rustc reads besides a program that stands in a folder, and those that they take in in turn. */
export function includedFiles(text: string, folder: string): string[] {
  const found = new Set<string>();
  const follow = (text: string, folder: string, own: string): void => {
    for (const file of namedFiles(text, folder, own)) {
      if (found.has(file) || !canRead(file)) continue;
      found.add(file);
      const inside = join(dirname(file), basename(file, '.rs'));
      if (file.endsWith('.rs')) follow(readFileSync(file, 'utf8'), dirname(file), inside);
    }
  };
  follow(text, folder, folder);
  return [...found];
}

/**
 * @param own the folder that a file has to itself for its modules; `mod.rs` and the crate's root have none
 */
function namedFiles(text: string, folder: string, own: string): string[] {
  const modules = [...text.matchAll(RE_MODULE)].flatMap(([, name]) => [`${name}.rs`, `${name}/mod.rs`]);
  return [
    ...[...text.matchAll(RE_INCLUDED)].map(([, file, module]) => resolve(folder, file ?? module ?? '')),
    ...[folder, own].flatMap(dir => modules.map(name => resolve(dir, name))),
  ];
}

function canRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    // rustc will say so.
    return false;
  }
}

/** The folder that what a program includes is relative to, as for rustdoc: that of its file, or of its document. */
export function folderOf({ path, file }: Pick<Snippet, 'path' | 'file'>, baseDir: string): string {
  return dirname(resolve(baseDir, path ?? file));
}
