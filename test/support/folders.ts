import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The texts of all files of a folder, by their paths in it. */
export function readFolder(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(files.map(file => [relative(dir, file), readFileSync(file, 'utf8')]));
}
