import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the user's cache holds; undefined where there is nothing, or half of it, or what something else wrote. */
export function readSealed(file: string): unknown {
  try {
    const [seal, ...lines] = readFileSync(file, 'utf8').split('\n');
    const text = lines.join('\n');
    return seal === sealOf(text) ? JSON.parse(text) : undefined;
  } catch {
    // Nothing there yet, or nothing that may be read.
    return undefined;
  }
}

/** Replaces it as a whole; a cache that cannot be written costs time later, and nothing else. */
export function writeSealed(file: string, value: unknown): void {
  const text = JSON.stringify(value);
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(temporary, `${sealOf(text)}\n${text}`);
      renameSync(temporary, file);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch {
    // No folder to write to, or no room in it.
  }
}

/** On the first line of the file. */
function sealOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
