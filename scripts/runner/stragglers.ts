import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One that forks while it is looked for is found in a later round. */
const ROUNDS = 20;
const PAUSE = 10;

/**
 * Ends what a program has left behind outside its process group, as a daemon does: whatever was given this scratch
 * folder as its home, where the system tells: Linux.
 */
export async function killStragglers(scratch: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const found = findByHome(scratch);
    if (found.length === 0) return;
    for (const pid of found) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await sleep(PAUSE);
  }
}

function findByHome(scratch: string): number[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => pid !== process.pid && environmentOf(pid).includes(`HOME=${scratch}/`));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // It has ended while we looked, or is another user's.
    return '';
  }
}
