import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DISK_FULL } from '../../system/disk-full.ts';
import { ExitCode } from '../../diagnostics/exit-code.ts';
import { isAlive } from '../../system/is-alive.ts';
import { OxideckError } from '../../diagnostics/problem.ts';
import { type Record, UNFINISHED } from './record.ts';

/** The files that must be written or removed for a record to hold what it should, relative to the talk's folder. */
export function changedFiles(before: Pick<Record, 'files'>, after: ReadonlyMap<string, string>): string[] {
  const written = [...after].filter(([file, text]) => before.files.get(file) !== text).map(([file]) => file);
  const removed = [...before.files.keys()].filter(file => !after.has(file));
  return [...written, ...removed];
}

/**
 * Makes the record hold these files. All new ones are written beside their places before the first is moved
 * there, so that a full disk leaves the record as it was, and a reader never sees half a file.
 *
 * @param folder which one the files are in, for who is told that they cannot be written
 * @throws OxideckError with exit code 2 when that cannot be done
 */
export function writeRecord(
  talkDir: string,
  changed: readonly string[],
  after: ReadonlyMap<string, string>,
  folder = 'snippets/verified',
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
    for (const path of pending) {
      // An empty folder in its place is nobody's loss, and another one is refused.
      if (existsSync(path) && statSync(path).isDirectory()) rmdirSync(path);
      renameSync(temporary(path), path);
    }
    for (const file of changed) {
      if (!after.has(file)) rmSync(join(talkDir, file), { force: true });
    }
  } catch (error) {
    for (const path of pending) removeQuietly(temporary(path));
    throw cannotWrite(error as NodeJS.ErrnoException, folder);
  }
}

/** Takes away what a check left that was killed while it wrote. */
export function removeUnfinished(talkDir: string, record: Pick<Record, 'unfinished'>): void {
  for (const file of record.unfinished) {
    const writer = Number(file.slice(0, -UNFINISHED.length).split('.').at(-1));
    if (!isAlive(writer)) removeQuietly(join(talkDir, file));
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be removed, nothing could be written: that is what is told.
  }
}

function cannotWrite({ code = '', message }: NodeJS.ErrnoException, folder: string): OxideckError {
  const help = DISK_FULL.includes(code)
    ? 'make room and run `oxideck check` again: the record is as it was'
    : `make \`${folder}\` a folder that you can write, or leave the record as it is with \`--locked\``;
  return new OxideckError(ExitCode.usage, `the record cannot be written: ${message}`, help);
}

/** A name of this process's own: two checks at once must not write the same file. */
function temporary(path: string): string {
  return `${path}.${process.pid}${UNFINISHED}`;
}
