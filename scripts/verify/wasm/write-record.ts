import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Files = ReadonlyMap<string, Buffer>;

/** The files that must be written or removed for the record to hold these. */
export function changedModules(before: Files, after: Files): string[] {
  const written = [...after]
    .filter(([file, bytes]) => !before.get(file)?.equals(bytes))
    .map(([file]) => file);
  return [...written, ...[...before.keys()].filter(file => !after.has(file))];
}

/** Makes the record hold these files; a reader never sees half a one. */
export function writeModules(talkDir: string, changed: readonly string[], after: Files): void {
  for (const file of changed) {
    const path = join(talkDir, file);
    const bytes = after.get(file);
    if (!bytes) {
      rmSync(path, { force: true });
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}.new`, bytes);
    renameSync(`${path}.${process.pid}.new`, path);
  }
}
