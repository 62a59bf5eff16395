import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A variable that processes inherit from the program under test. */
export const MARK = 'OXIDECK_TEST_MARK';

/**
 * The command lines of the processes that carry this mark, or that name this folder, where the system tells:
 * Linux. What verifies programs gives them an environment of their own.
 */
export function findProcesses(mark: string, folder: string | undefined): string[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        if (folder && command.includes(folder)) return [command];
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        const ours = environment.includes(`${MARK}=${mark}`) || (folder && environment.includes(folder));
        return ours ? [command] : [];
      } catch {
        // It has ended while we looked, or is another user's.
        return [];
      }
    })
    .filter(Boolean);
}

/** A process that has ended may wait for a parent to ask how: it runs no more. */
export function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  try {
    process.kill(pid, 0);
    return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'));
  } catch {
    return false;
  }
}
