import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Manifest } from './manifest.ts';

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

/** The texts of the library's own files, in the order of their names. */
export function librarySources({ dir }: Manifest): string[] {
  const folder = join(dir, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.rs'))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'));
}
