import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { type Ending, LIMITS, RESOURCE_LIMITS } from '../../system/limits.ts';
import { follow } from '../../system/follow.ts';
import { type OnOutput, type RunResult, run } from '../../system/run.ts';

/** How a program ended. */
export interface Supervised extends Omit<RunResult, 'cutOff'> {
  milliseconds: number;
  /** Why it was ended, if it was. */
  cutOff?: Ending | 'interrupted';
}

/** What is to run: where, in a folder that it makes, and for how many seconds at the most. */
export interface Job {
  folder: string;
  timeout: number;
}

export interface SuperviseOptions {
  /** A folder for what is kept of the runs. */
  scratch: string;
  /** A folder that all jobs' folders are in: what outlives them is told by it. */
  own: string;
  /** What a supervisor that is no bundle is to run. */
  command?: readonly string[];
  signal?: AbortSignal | undefined;
  /** Told of what the first of them prints, as it comes. */
  onOutput?: OnOutput | undefined;
}

/** What a program finds, besides its own folder as HOME and TMPDIR. */
export const BARE_ENVIRONMENT = { LANG: 'C.UTF-8', PATH: '/usr/bin:/bin' };

/** How many programs of one bundle run at the same time: some only wait. */
const AT_ONCE = 4;
const SIGNALS = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/**
 * Runs programs through a supervisor, each in an empty folder, with a bare environment and within its limits.
 *
 * @returns how each ended, by its index; one that the supervisor could not tell of is missing
 */
export async function supervise(
  jobs: readonly Job[],
  executable: string,
  { scratch, own, command = [], signal, onOutput }: SuperviseOptions,
): Promise<Map<number, Supervised>> {
  const outputOf = (index: number) => join(scratch, `output-${index}`);
  const plan = jobs.map(
    ({ folder, timeout }, index) =>
      `${[index, Math.round(timeout * 1000), folder, outputOf(index)].join('\t')}\n`,
  );
  writeFileSync(join(scratch, 'plan'), plan.join(''));
  const total = jobs.reduce((sum, { timeout }) => sum + timeout, 60);
  const { output, processes, disk, memory } = LIMITS;
  const limits = [output, processes, disk, memory, ...RESOURCE_LIMITS].map(String);
  const args = [join(scratch, 'plan'), `${AT_ONCE}`, ...limits, '--', ...command];
  const followed = onOutput ? followOutput(outputOf(0), onOutput) : [];
  const { stdout, cutOff } = await run(executable, args, {
    cwd: scratch,
    env: BARE_ENVIRONMENT,
    own,
    timeout: total * 1000,
    signal,
  });
  for (const stop of followed) stop();
  const results = new Map<number, Supervised>();
  if (cutOff === 'interrupted') return results;
  for (const line of stdout.split('\n').filter(Boolean)) {
    const [index = '', status = '', cut = '', micros = ''] = line.split(' ');
    results.set(Number(index), {
      stdout: readStart(`${outputOf(Number(index))}.out`),
      stderr: readStart(`${outputOf(Number(index))}.err`),
      ...readStatus(Number(status)),
      ...(cut === '-' ? {} : { cutOff: cut as Ending }),
      milliseconds: Number(micros) / 1000,
    });
  }
  return results;
}

function followOutput(output: string, onOutput: OnOutput): (() => void)[] {
  const streams = [['stdout', 'out'] as const, ['stderr', 'err'] as const];
  return streams.map(([stream, ending]) =>
    follow(`${output}.${ending}`, LIMITS.output, chunk => onOutput(stream, chunk)),
  );
}

function readStart(file: string): string {
  // A program whose folder it could not enter has none.
  if (!existsSync(file)) return '';
  return readFileSync(file).subarray(0, LIMITS.output).toString('utf8');
}

/** The two parts of what wait(2) tells. */
function readStatus(status: number): Pick<RunResult, 'exitCode' | 'signal'> {
  const killer = status & 0x7f;
  return killer === 0 ? { exitCode: (status >> 8) & 0xff } : { signal: SIGNALS.get(killer) ?? `${killer}` };
}
