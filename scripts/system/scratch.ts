import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdFolder } from './groups.ts';

/**
 * Makes a folder for what is temporary. `removeFolder` removes it; where this process is killed before, what watches
 * over it does.
 *
 * @param parent default: the system's folder for what is temporary
 */
export function makeScratch(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'oxideck-'));
  holdFolder(folder);
  return folder;
}
