import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTheme } from '../talk/themes.ts';
import type { Entry } from './assemble.ts';

/** A deck's generated folder, from which Slidev builds or serves it. */
export interface EntryFolder {
  dir: string;
  /** The file that Slidev reads. */
  slides: string;
  theme: string;
}

const ADDON = fileURLToPath(new URL('./addon', import.meta.url));
/** Vite's own, which a live deck keeps between edits. */
const CACHE = '.vite';

/**
 * Makes a deck's folder hold the deck, and only the assets that it uses. What has not changed is not touched, so
 * that a live deck reloads no more than it must. Theme and addon are named in no frontmatter: that travels with
 * the deck, and would tell where it was built.
 */
export function writeEntry(entry: Entry, dir: string, palette: string, talkDir: string): EntryFolder {
  const theme = findTheme('base', talkDir) ?? '';
  const favicon = join(theme, 'favicon.svg');
  const about = { name: 'deck', private: true, slidev: { addons: [ADDON] } };
  const files = new Map<string, Buffer>([
    ['package.json', Buffer.from(`${JSON.stringify(about)}\n`)],
    [join('styles', 'index.css'), readFileSync(findTheme(`palettes/${palette}.css`, talkDir) ?? '')],
    ...(existsSync(favicon) ? [[join('public', 'favicon.svg'), readFileSync(favicon)] as const] : []),
    ...[...entry.assets].map(([name, path]) => [join('public', name), readFileSync(path)] as const),
    ['slides.md', Buffer.from(entry.markdown)],
  ]);
  removeOthers(dir, files);
  for (const [name, content] of files) {
    const path = join(dir, name);
    if (existsSync(path) && readFileSync(path).equals(content)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return { dir, slides: join(dir, 'slides.md'), theme };
}

function removeOthers(dir: string, files: ReadonlyMap<string, Buffer>): void {
  if (!existsSync(dir)) return;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const name = join(entry.parentPath, entry.name).slice(dir.length + 1);
    if (entry.isFile() && !files.has(name) && !name.startsWith(CACHE)) rmSync(join(dir, name));
  }
}
