import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE_DIR } from '../system/cache-dir.mjs';
import type { Finding } from './rules.ts';
import { readSealed, writeSealed } from '../system/sealed-file.ts';
import type { EntryFolder } from '../slidev/write-entry.ts';

/** What was found in a deck, and at how many clicks of its slides. */
export interface Linted {
  findings: Finding[];
  steps: number;
}

const FOLDER = join(CACHE_DIR, 'layout');
const OURS = ['.', '../slidev', '../export', '../../package.json'].map(path =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** One name for all that the look of a deck hangs on: its text, assets, palette and theme, the browser, ourselves. */
export function layoutKey(entry: EntryFolder, browser: string): string {
  const hash = createHash('sha256');
  const { mtimeMs, size } = statSync(browser);
  hash.update(JSON.stringify([browser, mtimeMs, size]));
  for (const path of [entry.dir, entry.theme, ...OURS]) {
    for (const file of filesIn(path))
      hash.update(`\0${file.slice(path.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** What an earlier look at the very same deck has found. */
export function readLinted(key: string): Linted | undefined {
  return readSealed(fileOf(key)) as Linted | undefined;
}

export function keepLinted(key: string, linted: Linted): void {
  writeSealed(fileOf(key), linted);
}

function fileOf(key: string): string {
  return join(FOLDER, `${key}.json`);
}

/** All but what Vite and the type checker keep for themselves. */
function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== '.vite' && name !== 'node_modules')
    .flatMap(({ name }) => filesIn(join(path, name)))
    .sort();
}
