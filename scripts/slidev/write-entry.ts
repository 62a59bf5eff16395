import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTheme } from '../talk/themes.ts';
import type { Entry } from './assemble.ts';
import { stripMetadata } from './pictures/strip-metadata.ts';

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
  const about = { name: 'deck', private: true, slidev: { addons: [ADDON] } };
  const files = new Map([
    ['package.json', Buffer.from(`${JSON.stringify(about)}\n`)],
    ...entryFiles(entry, theme, palette, talkDir),
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

/**
 * What a deck is made of, as one hash: the same wherever it is built.
 *
 * @param addon the folder of what draws a deck; default: Oxideck's own
 */
export function hashEntry(entry: Entry, palette: string, talkDir: string, addon = ADDON): string {
  const theme = findTheme('base', talkDir) ?? '';
  const files = [
    ...entryFiles(entry, theme, palette, talkDir),
    ...sourcesOf(theme, 'theme'),
    ...sourcesOf(addon, 'addon'),
  ];
  const hash = createHash('sha256');
  for (const [name, content] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

function sourcesOf(folder: string, name: string): [string, Buffer][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(file => /\.(css|ts|vue|svg|json)$/.test(file.name))
    .map(file => join(file.parentPath, file.name))
    .map(path => [join(name, relative(folder, path)), readFileSync(path)]);
}

/** The files of a deck's folder that are the same on every machine. */
function entryFiles(entry: Entry, theme: string, palette: string, talkDir: string): [string, Buffer][] {
  const favicon = join(theme, 'favicon.svg');
  return [
    [join('styles', 'index.css'), readFileSync(findTheme(`palettes/${palette}.css`, talkDir) ?? '')],
    ...(existsSync(favicon)
      ? [[join('public', 'favicon.svg'), readFileSync(favicon)] as [string, Buffer]]
      : []),
    ...[...entry.assets].map(([name, path]): [string, Buffer] => [
      join('public', name),
      stripMetadata(readFileSync(path)),
    ]),
    ['slides.md', Buffer.from(entry.markdown)],
  ];
}

function removeOthers(dir: string, files: ReadonlyMap<string, Buffer>): void {
  if (!existsSync(dir)) return;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const name = join(entry.parentPath, entry.name).slice(dir.length + 1);
    if (entry.isFile() && !files.has(name) && !name.startsWith(CACHE)) rmSync(join(dir, name));
  }
}
