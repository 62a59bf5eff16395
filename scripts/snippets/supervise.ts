import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { BARE_ENVIRONMENT, MAX_OUTPUT } from './judge-run.ts';
import { RESOURCE_LIMITS } from './limits.ts';
import type { Program } from './program.ts';
import { type RunResult, run } from './run.ts';

/** How a member of a bundle ended. */
export interface Supervised extends RunResult {
  milliseconds: number;
}

/** How many programs of one bundle run at the same time: some only wait. */
const AT_ONCE = 2;
const SIGNALS = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/**
 * Runs the programs of a bundle through the supervisor in it, each in an empty folder, with a bare environment
 * and within its limits.
 *
 * @returns how each ended, by its index; one that the supervisor could not tell of is missing
 */
export async function supervise(
  programs: readonly Program[],
  executable: string,
  folders: { scratch: string; runs: string },
  signal: AbortSignal | undefined,
): Promise<Map<number, Supervised>> {
  const { scratch, runs } = folders;
  const outputOf = (index: number) => join(scratch, `output-${index}`);
  const plan = programs.map(({ expectation }, index) => {
    const folder = join(runs, String(index));
    mkdirSync(folder);
    return `${[index, Math.round(expectation.timeout * 1000), folder, outputOf(index)].join('\t')}\n`;
  });
  writeFileSync(join(scratch, 'plan'), plan.join(''));
  const total = programs.reduce((sum, { expectation }) => sum + expectation.timeout, 60);
  const args = [join(scratch, 'plan'), AT_ONCE, MAX_OUTPUT, ...RESOURCE_LIMITS].map(String);
  const options = { cwd: scratch, env: BARE_ENVIRONMENT, timeout: total * 1000, signal };
  const { stdout } = await run(executable, args, options);
  const results = new Map<number, Supervised>();
  for (const line of stdout.split('\n').filter(Boolean)) {
    const [index = '', status = '', cut = '', micros = ''] = line.split(' ');
    results.set(Number(index), {
      stdout: readStart(`${outputOf(Number(index))}.out`),
      stderr: readStart(`${outputOf(Number(index))}.err`),
      ...readStatus(Number(status)),
      ...(cut === '-' ? {} : { cutOff: cut as 'time' | 'output' }),
      milliseconds: Number(micros) / 1000,
    });
  }
  return results;
}

function readStart(file: string): string {
  // A program whose folder it could not enter has none.
  if (!existsSync(file)) return '';
  return readFileSync(file).subarray(0, MAX_OUTPUT).toString('utf8');
}

/** The two parts of what wait(2) tells. */
function readStatus(status: number): Pick<RunResult, 'exitCode' | 'signal'> {
  const killer = status & 0x7f;
  return killer === 0 ? { exitCode: (status >> 8) & 0xff } : { signal: SIGNALS.get(killer) ?? `${killer}` };
}
