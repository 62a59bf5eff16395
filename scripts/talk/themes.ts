import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN = fileURLToPath(new URL('../../themes', import.meta.url));

/** The folder or file of a theme, from the talk's `themes/` if it has one of that name, else from Oxideck's. */
export function findTheme(name: string, talkDir: string): string | undefined {
  return [join(talkDir, 'themes', name), join(OWN, name)].find(existsSync);
}

/** The palettes that an audience can name. */
export function listPalettes(talkDir: string): string[] {
  const names = [join(talkDir, 'themes/palettes'), join(OWN, 'palettes')]
    .filter(existsSync)
    .flatMap(folder => readdirSync(folder))
    .filter(file => file.endsWith('.css'))
    .map(file => basename(file, '.css'));
  return [...new Set(names)].sort();
}
