import { canRun } from './run.ts';

/** What a program may take, besides time and output. */
const MEMORY = 2 * 1024 ** 3;
const FILE_SIZE = 256 * 1024 ** 2;
const OPEN_FILES = 512;

/** `RLIMIT_AS`, `RLIMIT_FSIZE`, `RLIMIT_NOFILE` and `RLIMIT_CORE` of Linux, each with its limit. */
export const RESOURCE_LIMITS = [9, MEMORY, 1, FILE_SIZE, 7, OPEN_FILES, 4, 0];

/** From util-linux, on every usual Linux. */
const PRLIMIT = '/usr/bin/prlimit';

/** Whether this machine can hold a program to its limits of memory, file size and open files. */
export const CAN_LIMIT = canRun(PRLIMIT);

/** The command that runs a program within its limits, or as it is where the machine has no means to. */
export function limited(file: string, args: readonly string[]): { file: string; args: string[] } {
  if (!CAN_LIMIT) return { file, args: [...args] };
  const limits = [`--as=${MEMORY}`, `--fsize=${FILE_SIZE}`, `--nofile=${OPEN_FILES}`, '--core=0'];
  return { file: PRLIMIT, args: [...limits, '--', file, ...args] };
}
