import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Writes a deck's folder anew, with only the assets that the deck uses. Theme and addon are named in no
 * frontmatter: that travels with the deck, and would tell where it was built.
 */
export function writeEntry(entry: Entry, dir: string, palette: string, talkDir: string): EntryFolder {
  rmSync(dir, { recursive: true, force: true });
  const theme = findTheme('base', talkDir) ?? '';
  mkdirSync(join(dir, 'styles'), { recursive: true });
  mkdirSync(join(dir, 'public'), { recursive: true });
  write(
    dir,
    'package.json',
    `${JSON.stringify({ name: 'deck', private: true, slidev: { addons: [ADDON] } })}\n`,
  );
  write(dir, 'styles/index.css', readFileSync(findTheme(`palettes/${palette}.css`, talkDir) ?? '', 'utf8'));
  const favicon = join(theme, 'favicon.svg');
  if (existsSync(favicon)) copyFileSync(favicon, join(dir, 'public/favicon.svg'));
  for (const [name, path] of entry.assets) {
    mkdirSync(dirname(join(dir, 'public', name)), { recursive: true });
    cpSync(path, join(dir, 'public', name));
  }
  const slides = join(dir, 'slides.md');
  writeFileSync(slides, entry.markdown);
  return { dir, slides, theme };
}

function write(dir: string, name: string, text: string): void {
  writeFileSync(join(dir, name), text);
}
