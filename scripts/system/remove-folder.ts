import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { letFolderGo } from './groups.ts';

/**
 * Removes a folder in which programs were at work, also where they took away the right to do so. What even then
 * cannot be removed stays, in the system's folder for what is temporary.
 */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    open(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
  letFolderGo(folder);
}

/**
 * Removes a folder that only Oxideck writes to. That holds up all else, and takes a fifth of the time: of the other
 * kind nobody knows how much there is.
 */
export async function removeOwnFolder(folder: string): Promise<void> {
  try {
    rmSync(folder, { recursive: true, force: true });
    letFolderGo(folder);
  } catch {
    await removeFolder(folder);
  }
}

/** Gives this user the right to change a folder, and all folders in it. */
function open(folder: string): void {
  try {
    if (!lstatSync(folder).isDirectory()) return;
    chmodSync(folder, 0o700);
    for (const name of readdirSync(folder)) open(join(folder, name));
  } catch {
    // Another user's: the removal will say so.
  }
}
