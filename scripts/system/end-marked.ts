import { readdirSync, readFileSync } from 'node:fs';

/** A process that starts others faster than they are ended is not chased for ever. */
const ROUNDS = 50;

/**
 * Ends the processes that have this folder as their TMPDIR, or one in it: a variable is inherited, also by what
 * has left its process group and its parent. Where the system does not show environments, this does nothing.
 */
export function endMarked(folder: string): void {
  if (process.platform !== 'linux') return;
  for (let round = 0; round < ROUNDS && endFound(`TMPDIR=${folder}`); round++);
}

function endFound(mark: string): boolean {
  let any = false;
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    if (!(id > 1) || id === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${name}/environ`).includes(mark)) continue;
      process.kill(id, 'SIGKILL');
      any = true;
    } catch {
      // It has ended meanwhile, or is another user's.
    }
  }
  return any;
}
