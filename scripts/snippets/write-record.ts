import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Record } from './record.ts';

/** The files that must be written or removed for a record to hold what it should, relative to the talk's folder. */
export function changedFiles(before: Record, after: ReadonlyMap<string, string>): string[] {
  const written = [...after].filter(([file, text]) => before.files.get(file) !== text).map(([file]) => file);
  const removed = [...before.files.keys()].filter(file => !after.has(file));
  return [...written, ...removed];
}

/**
 * Makes the record hold these files. All new ones are written beside their places before the first is moved
 * there, so that a full disk leaves the record as it was, and a reader never sees half a file.
 */
export function writeRecord(
  talkDir: string,
  changed: readonly string[],
  after: ReadonlyMap<string, string>,
): void {
  const pending: string[] = [];
  try {
    for (const file of changed) {
      const text = after.get(file);
      if (text === undefined) continue;
      const path = join(talkDir, file);
      mkdirSync(dirname(path), { recursive: true });
      pending.push(path);
      writeFileSync(temporary(path), text);
    }
    for (const path of pending) renameSync(temporary(path), path);
  } catch (error) {
    for (const path of pending) rmSync(temporary(path), { force: true });
    throw error;
  }
  for (const file of changed) {
    if (!after.has(file)) rmSync(join(talkDir, file), { force: true });
  }
}

/** A name of this process's own: two checks at once must not write the same file. */
function temporary(path: string): string {
  return `${path}.${process.pid}.new`;
}
