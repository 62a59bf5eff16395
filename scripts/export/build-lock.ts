import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isAlive } from '../is-alive.ts';

export interface LockOptions {
  signal: AbortSignal;
  /** Told once, before it waits, of the process that holds the lock. */
  onWait(holder: number): void;
}

/** How often a lock that is taken is looked at again, in milliseconds. */
const PAUSE = 200;

/**
 * Does something while no other process that asks for the same lock does. The lock is a file with the number of
 * the process that holds it; one whose process has ended, however it ended, is nobody's.
 *
 * @throws what the signal was aborted with, if that happens before the lock is free
 */
export async function withLock<T>(file: string, options: LockOptions, use: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !take(file); told = true) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      // It may be about to say whose it is.
      await setTimeout(PAUSE);
      if (holderOf(file) === holder) rmSync(file, { force: true });
      continue;
    }
    if (!told) options.onWait(holder);
    await setTimeout(PAUSE);
    options.signal.throwIfAborted();
  }
  try {
    return await use();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when the lock is gone by now; 0, whose process nobody is, when it does not say. */
function holderOf(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
