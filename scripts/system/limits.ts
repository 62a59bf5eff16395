import { existsSync } from 'node:fs';
import { canRun } from './run.ts';

/** What a process can use up, or what else can end it before its time. */
export const ENDINGS = ['time', 'output', 'processes', 'memory', 'disk', 'crash', 'supervisor'] as const;
export type Ending = (typeof ENDINGS)[number];

const MEBIBYTE = 1024 ** 2;

/** What a program may take, together with all that it starts, besides its time. */
export const LIMITS = {
  /** Bytes of either stream: a slide shows a few lines, and what prints more than this does not end by itself. */
  output: MEBIBYTE / 4,
  processes: 64,
  /** Bytes written, to wherever. */
  disk: 512 * MEBIBYTE,
  /** Bytes. */
  memory: 2048 * MEBIBYTE,
};

/** What rustc may take for one program, in bytes: a small one takes half a gibibyte of addresses. */
export const RUSTC_MEMORY = 4096 * MEBIBYTE;

const FILE_SIZE = 256 * MEBIBYTE;
const OPEN_FILES = 512;

/** `RLIMIT_AS`, `RLIMIT_FSIZE`, `RLIMIT_NOFILE` and `RLIMIT_CORE` of Linux, each with its limit. */
export const RESOURCE_LIMITS = [9, LIMITS.memory, 1, FILE_SIZE, 7, OPEN_FILES, 4, 0];

/** From util-linux, on every usual Linux. */
const PRLIMIT = '/usr/bin/prlimit';
const CAN_LIMIT = canRun(PRLIMIT);

/** The supervisor asks the system for what only this one has. */
export const CAN_SUPERVISE = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

/** A command that runs within a limit of memory, in bytes, or as it is where the machine has no means to that. */
export function limitMemory(
  file: string,
  args: readonly string[],
  memory: number,
): { file: string; args: string[] } {
  if (!CAN_LIMIT) return { file, args: [...args] };
  return { file: PRLIMIT, args: [`--as=${memory}`, '--core=0', '--', file, ...args] };
}

/**
 * The limits that programs are not held to on this machine.
 *
 * @param supervised whether there is a rustc to compile the supervisor with
 */
export function unenforcedLimits(supervised: boolean): Ending[] {
  if (!CAN_SUPERVISE || !supervised) return ['processes', ...(CAN_LIMIT ? [] : ['memory' as const]), 'disk'];
  return [
    ...(existsSync('/proc/self/stat') ? [] : ['processes' as const]),
    ...(existsSync('/proc/self/io') ? [] : ['disk' as const]),
  ];
}
