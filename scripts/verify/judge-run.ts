import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ending, limitMemory, LIMITS } from '../system/limits.ts';
import { applyMasks } from '../languages/mask.ts';
import type { Program } from './programs/program.ts';
import { type OnOutput, run } from '../system/run.ts';
import { BARE_ENVIRONMENT, supervise, type Supervised } from './sandbox/supervise.ts';
import type { Verdict } from '../languages/verdict.ts';

/** What the compiler said before the program ran. */
export type Said = Pick<Verdict, 'codes' | 'diagnostics' | 'stdout' | 'stderr'>;

export const SILENT: Said = { codes: [], diagnostics: [], stdout: [], stderr: [] };

/** How a program ended, as far as that can be told. */
export type End = Omit<Supervised, 'milliseconds'>;

export interface ExecuteOptions {
  /** Where its folder is made: one that is only its own. */
  scratch: string;
  /** Seconds. */
  timeout: number;
  /** The program that holds others to their limits, where there is one. */
  supervisor: string | undefined;
  /** Told of what it prints as it comes. */
  onOutput?: OnOutput | undefined;
  signal?: AbortSignal | undefined;
}

/** Runs a program in an empty folder that is made for it, with a bare environment and within its limits. */
export async function execute(
  command: readonly [file: string, ...args: string[]],
  { scratch, timeout, supervisor, signal, onOutput }: ExecuteOptions,
): Promise<End & { milliseconds?: number }> {
  const folder = join(scratch, 'run');
  if (supervisor !== undefined) {
    const ends = await supervise([{ folder, timeout }], supervisor, {
      scratch,
      own: scratch,
      command,
      signal,
      onOutput,
    });
    const lost: End = { stdout: '', stderr: '', cutOff: signal?.aborted ? 'interrupted' : 'supervisor' };
    return ends.get(0) ?? lost;
  }
  await mkdir(folder);
  const [file, ...args] = command;
  const limited = limitMemory(file, args, LIMITS.memory);
  const start = performance.now();
  const end = await run(limited.file, limited.args, {
    cwd: folder,
    env: { ...BARE_ENVIRONMENT, HOME: folder },
    own: folder,
    timeout: timeout * 1000,
    maxOutput: LIMITS.output,
    signal,
    onOutput,
  });
  return { ...end, milliseconds: performance.now() - start };
}

/** Holds the end of a run against what was expected of it. */
export function judgeRun(program: Program, result: End, said: Said): Verdict {
  const masks = program.expectation.mask ?? [];
  const ran: Omit<Verdict, 'verdict'> = {
    ...said,
    level: 'ran',
    stdout: toLines(applyMasks(result.stdout, masks)),
    stderr: toLines(applyMasks(stable(result.stderr), masks)),
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    ...(result.signal === undefined ? {} : { signal: result.signal }),
    ...(masks.length > 0 ? { masked: [...masks] } : {}),
  };
  const { outcome, timeout } = program.expectation;
  if (result.cutOff === 'interrupted') return fail(ran, 'it was interrupted');
  const before = result.cutOff ?? endedItself(result);
  if (before) return fail({ ...ran, ended: before }, `it ${describeEnding(before, timeout)}`);
  const ended = result.signal ? `signal ${result.signal}` : `exit code ${result.exitCode}`;
  const well = result.exitCode === 0;
  if (outcome === 'should_panic' && well) {
    const should = program.expectation.language === 'python' ? 'fail' : 'panic';
    return fail(ran, `it should ${should}, but it ended well`);
  }
  if (outcome !== 'should_panic' && !well) {
    const last = lastWords(ran.stderr);
    return fail(ran, `it ended with ${ended}${last ? `: ${last}` : ''}`);
  }
  return { verdict: 'pass', ...ran };
}

/** What Rust and Python say when they are refused memory, and what the system does to who writes a huge file. */
const RE_NO_MEMORY = /^memory allocation of (\d+) bytes failed$|^MemoryError$/m;
/** No machine has so many bytes, so that no limit of ours is to blame. */
const ANY_MEMORY = 2 ** 47;

/** The limits that the system itself holds a program to leave their mark on how it ends. */
export function endedItself({ exitCode, signal, stderr }: End): Ending | undefined {
  if (signal === 'SIGXFSZ') return 'disk';
  const refused = exitCode === 0 ? null : stderr.match(RE_NO_MEMORY);
  return refused && Number(refused[1] ?? 0) < ANY_MEMORY ? 'memory' : undefined;
}

/** What a program did that was ended, with the limit of its time in seconds: the rest of a sentence about it. */
export function describeEnding(ended: Ending, timeout: number): string {
  const size = (bytes: number) => `${bytes / 1024 ** 2} MiB`;
  const reasons: Record<Ending, string> = {
    time: `ran for ${timeout} s and was ended`,
    output: `printed more than ${LIMITS.output / 1024} KiB and was ended`,
    processes: `had more than ${LIMITS.processes} processes and was ended`,
    memory: `took more than ${size(LIMITS.memory)} of memory and was ended`,
    disk: `wrote more than ${size(LIMITS.disk)}, or half of that to one file, and was ended`,
    crash: 'crashed',
    supervisor: 'ended the process that watches over it, and was ended',
  };
  return reasons[ended];
}

const RE_PANIC = /panicked at [^\n]*:\d+:\d+:\n([^\n]*)/;

/** The message of a panic, or else the last line: where Python, for one, names its exception. */
export function lastWords(stderr: readonly string[]): string {
  return stderr.join('\n').match(RE_PANIC)?.[1] ?? stderr.findLast(line => line.trim()) ?? '';
}

export function fail(said: Omit<Verdict, 'verdict' | 'reason'>, reason: string): Verdict {
  return { verdict: 'fail', reason, ...said };
}

/** Rust names the thread's id in the message of a panic since 1.91: it is never the same twice. */
function stable(stderr: string): string {
  return stderr.replace(/^(thread '[^']*') \(\d+\) (panicked at|has overflowed)/gm, '$1 $2');
}

function toLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
