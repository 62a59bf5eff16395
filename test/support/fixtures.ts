import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, which is also that of the talk that comes with it. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const FIXTURES = join(ROOT, 'test/fixtures');

export function fixture(...path: string[]): string {
  return join(FIXTURES, ...path);
}

/** The folders within a folder of fixtures: each is a case. */
export function listCases(...path: string[]): string[] {
  return readdirSync(fixture(...path), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}
