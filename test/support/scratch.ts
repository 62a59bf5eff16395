import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fixture } from './fixtures.ts';
import { copyOf, type TemporaryFolder } from './temporary.ts';

/** A small talk for two audiences that is told in no time. */
export const OBSERVATORY = fixture('talks/observatory');

/** A copy of the small talk, to be built and broken. */
export function copyOfObservatory(): TemporaryFolder {
  return copyOf(OBSERVATORY);
}

export function temporaryFolder(): TemporaryFolder {
  const dir = mkdtempSync(join(tmpdir(), 'oxideck-test-'));
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Changes a file as an author would; what is to be changed must be there. */
export function edit(dir: string, file: string, from: string, to: string): void {
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** The hash of each file of a folder, by its path in it. */
export function hashFolder(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  return Object.fromEntries(
    files
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
      .map(path => [relative(dir, path), hash(path)]),
  );
}

/** The number of the first line of a file that has this text. */
export function lineOf(dir: string, file: string, text: string): number {
  const index = readFileSync(join(dir, file), 'utf8')
    .split('\n')
    .findIndex(line => line.includes(text));
  if (index < 0) throw new Error(`${file} does not hold ${JSON.stringify(text)}`);
  return index + 1;
}
