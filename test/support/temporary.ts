import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A folder that is gone when the scope that holds it ends. */
export interface TemporaryFolder extends Disposable {
  dir: string;
}

/** What tools leave beside the sources of a talk. */
const MADE = new Set(['target', '.oxideck', '__pycache__']);

/** A copy of a folder, or of some folders in it. */
export function copyOf(source: string, ...parts: string[]): TemporaryFolder {
  const dir = mkdtempSync(join(tmpdir(), 'oxideck-test-'));
  for (const part of parts.length > 0 ? parts : ['.']) {
    cpSync(join(source, part), join(dir, part), {
      recursive: true,
      filter: path => !MADE.has(basename(path)),
    });
  }
  return {
    dir,
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  };
}
