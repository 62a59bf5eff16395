import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

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
  for (let told = false; ; told = true) {
    const holder = await claim(file);
    if (holder === undefined) break;
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

/** Does something with the first of many locks, numbered from 1, that no other process holds. */
export async function withFirstLock<T>(
  fileOf: (number: number) => string,
  use: (number: number) => Promise<T>,
): Promise<T> {
  let number = 1;
  while ((await claim(fileOf(number))) !== undefined) number++;
  try {
    return await use(number);
  } finally {
    rmSync(fileOf(number), { force: true });
  }
}

/** Takes a lock, or answers who holds it. */
async function claim(file: string): Promise<number | undefined> {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (isAlive(holder)) return holder;
    await removeStale(file, holder);
  }
  return undefined;
}

/**
 * Removes the lock of a process that has ended. Only who holds a lock on that may do so: of two that find the same
 * stale lock, the slower would otherwise remove what the faster has taken meanwhile.
 */
async function removeStale(file: string, holder: number): Promise<void> {
  const removal = `${file}.${holder}`;
  // It may be about to say whose it is, or somebody else is about to remove it.
  if (holder === 0) await setTimeout(PAUSE);
  if ((await claim(removal)) !== undefined) {
    await setTimeout(PAUSE);
    return;
  }
  try {
    if (holderOf(file) === holder && !isAlive(holder)) rmSync(file, { force: true });
  } finally {
    rmSync(removal, { force: true });
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
