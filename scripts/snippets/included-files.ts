import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const RE_INCLUDED = /\binclude(?:_str|_bytes)?!\s*\(\s*"([^"]+)"\s*,?\s*\)/g;
const RE_MODULE = /^[ \t]*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm;

/** The texts of the files that rustc will read besides the program's own. */
export function includedFiles(text: string, folder: string): string[] {
  const named = [
    ...[...text.matchAll(RE_INCLUDED)].map(match => match[1] ?? ''),
    ...[...text.matchAll(RE_MODULE)].flatMap(match => [`${match[1]}.rs`, `${match[1]}/mod.rs`]),
  ].map(name => resolve(folder, name));
  return named.filter(existsSync).map(file => readFileSync(file, 'utf8'));
}
