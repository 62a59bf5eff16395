import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pythonCommand } from '../judge.ts';
import { execute, judgeRun, SILENT } from '../judge-run.ts';
import type { Program } from '../programs/program.ts';
import { removeFolder } from '../../system/remove-folder.ts';
import { compile } from '../../languages/rust/rustc.ts';
import type { Tools } from '../../languages/rust/toolchain.ts';
import type { Verdict } from '../../languages/verdict.ts';
import { thisMachine } from './this-machine.ts';
import type { WallTime } from './wall-time.ts';
import { makeScratch } from '../../system/scratch.ts';

/** How often a program is run. */
export const RUNS = 5;
/** The first run fills the caches of the system, and does not count. */
const WARM_UPS = 1;
/** As in Cargo's profile `release`. */
const OPTIMISED = '-Copt-level=3';
/** The profile of the crates that it calls. */
export const PROFILE = 'release';

export interface MeasureOptions {
  tools: Tools;
  talkDir: string;
  /** What leads to its crates, built in the profile: as for a verdict. */
  externs: readonly string[];
  supervisor: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program several times, one after the other and each as for its verdict, but optimised.
 *
 * @param verdict what the program did when it was verified: it must do the same
 * @returns the time, or why there is none: the rest of a sentence about the program
 */
export async function measure(
  program: Program,
  verdict: Verdict,
  options: MeasureOptions,
): Promise<WallTime | { fault: string }> {
  const scratch = makeScratch();
  try {
    const command = await commandOf(program, options, scratch);
    if ('fault' in command) return command;
    const seconds: number[] = [];
    for (let run = 0; run < WARM_UPS + RUNS; run++) {
      const folder = join(scratch, `${run}`);
      await mkdir(folder);
      const { timeout } = program.expectation;
      const end = await execute(command, { ...options, scratch: folder, timeout });
      const { verdict: judged, reason, stdout } = judgeRun(program, end, SILENT);
      if (judged === 'fail') return { fault: `when it was timed, ${reason}` };
      if (stdout.join('\n') !== verdict.stdout.join('\n')) {
        return { fault: `when it was timed, it printed something else${firstDifference(verdict, stdout)}` };
      }
      if (run >= WARM_UPS) seconds.push(Math.round((end.milliseconds ?? 0) * 1000) / 1e6);
    }
    const { rustc = '', python = '' } = options.tools.toolchain;
    const rust = program.expectation.language === 'rust';
    return {
      seconds,
      by: (rust ? rustc : python).replace(/ \(.*/, ''),
      flags: [
        ...(rust ? [OPTIMISED] : []),
        ...(program.crates.length > 0 ? [`cargo build --profile=${PROFILE}`] : []),
      ],
      machine: thisMachine(),
      date: new Date().toISOString().slice(0, 10),
    };
  } finally {
    await removeFolder(scratch);
  }
}

type Command = [file: string, ...args: string[]];

async function commandOf(
  program: Program,
  options: MeasureOptions,
  scratch: string,
): Promise<Command | { fault: string }> {
  if (program.expectation.language === 'python') return pythonCommand(program, options, scratch);
  const { ok, executable, failure, diagnostics } = await compile(program, {
    ...options,
    ...{ rustc: options.tools.rustc, scratch, emit: 'link', flags: [OPTIMISED] },
  });
  if (ok) return [executable];
  const error = diagnostics.find(({ level }) => level === 'error')?.message;
  return { fault: `optimised, ${failure?.reason ?? `rustc rejects it: ${error ?? 'it gave no reason'}`}` };
}

/** The first line that is another one, in the words of a sentence that goes on. */
function firstDifference({ stdout: before }: Verdict, now: readonly string[]): string {
  const at = [...now, ''].findIndex((line, index) => line !== before[index]);
  const [was, is] = [before[at], now[at]].map(line => (line === undefined ? 'nothing' : `\`${line}\``));
  return `: ${is}, not ${was}`;
}
