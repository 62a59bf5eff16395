import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutFolder } from './bundle.ts';
import { type Attempt, compileBundle, type CompileBundleOptions } from './compile-bundle.ts';
import { judgeRun, SILENT } from '../judge-run.ts';
import type { Program } from '../programs/program.ts';
import type { Judged } from '../judge-all.ts';
import { removeFolder, removeOwnFolder } from '../../system/remove-folder.ts';
import { type Supervised, supervise } from '../sandbox/supervise.ts';
import type { Tools } from '../../languages/rust/toolchain.ts';
import type { Verdict } from '../../languages/verdict.ts';
import { makeScratch } from '../../system/scratch.ts';

export interface BundleOptions extends Pick<
  CompileBundleOptions,
  'talkDir' | 'externs' | 'supervisor' | 'signal'
> {
  tools: Tools;
  /** Bounds what is compiled at the same time, over all bundles. */
  limit: <T>(work: () => Promise<T>) => Promise<T>;
  /** Bounds what runs at the same time: programs that wait keep no compiler waiting. */
  limitRuns: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told of each program with an error of its own, as soon as that is known. */
  onRejected: (program: Program) => void;
}

/**
 * Compiles programs together, and runs each in a process of its own. Only passes are answered: what a bundle
 * rejects, or fails when it runs, must be judged alone. A bundle with errors loses the programs that they belong
 * to and is built again; errors that belong to none halve it.
 */
export async function judgeBundle(
  programs: readonly Program[],
  options: BundleOptions,
  attempt: Attempt = 'first',
): Promise<Map<Program, Judged>> {
  const passed = new Map<Program, Judged>();
  const fast = fastFolder();
  const scratch = makeScratch(fast);
  const runs = makeScratch(fast);
  // Folders in memory may be closed to programs.
  const built = makeScratch();
  try {
    const start = performance.now();
    const executable = join(built, 'bundle');
    const { ok, faulty, late } = await options.limit(() =>
      compileBundle(programs, {
        ...{ ...options, rustc: options.tools.rustc, scratch, attempt },
        executable: areRun(programs) ? executable : undefined,
      }),
    );
    // To halve a bundle until the one is found on which rustc hangs would take that time again and again.
    if (options.signal?.aborted || late) return passed;
    if (ok) {
      const share = (performance.now() - start) / programs.length;
      const ended = await options.limitRuns(() => endings(programs, executable, { scratch, runs }, options));
      // A signal may have come from a neighbour, and so may any failure where one has lost its own end.
      const disturbed = programs.some((_, index) => !ended(index) || ended(index)?.signal);
      for (const [index, program] of programs.entries()) {
        const end = ended(index);
        if (!end || (disturbed && end.exitCode !== 0)) continue;
        const verdict = judgeEnd(program, end);
        if (verdict.verdict === 'pass')
          passed.set(program, { verdict, milliseconds: share + end.milliseconds });
      }
      return passed;
    }
    const sound = programs.filter((_, index) => !faulty.has(index));
    const half = Math.ceil(programs.length / 2);
    const parts = faulty.size > 0 ? [sound] : [programs.slice(0, half), programs.slice(half)];
    const again = programs.length === 1 ? [] : parts.filter(part => part.length > 0);
    const judged = again.map(part => judgeBundle(part, options, 'again'));
    // After the others are in line: they take longer.
    for (const index of faulty) options.onRejected(programs[index] as Program);
    for (const part of await Promise.all(judged)) {
      for (const [program, verdict] of part) passed.set(program, verdict);
    }
    return passed;
  } finally {
    await Promise.all([removeOwnFolder(scratch), removeFolder(runs), removeOwnFolder(built)]);
  }
}

/** What a bundle, its output and the files of its programs take; one that meets the end of it is judged alone. */
const FAST_ENOUGH = 512 * 1024 ** 2;

/** Where many small files come and go in no time: in memory, where there is plenty, or else as usual. */
function fastFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    accessSync('/dev/shm', constants.W_OK | constants.X_OK);
    return bavail * bsize > FAST_ENOUGH ? '/dev/shm' : tmpdir();
  } catch {
    // Not Linux, or none for us.
    return tmpdir();
  }
}

/** How each program ended, by its index: those that are not to be run have ended well before they began. */
async function endings(
  programs: readonly Program[],
  executable: string,
  folders: { scratch: string; runs: string },
  { signal }: BundleOptions,
): Promise<(index: number) => Supervised | undefined> {
  if (!areRun(programs)) return () => ({ stdout: '', stderr: '', milliseconds: 0 });
  const { scratch, runs: own } = folders;
  const jobs = programs.map(({ expectation }, index) => ({
    folder: join(own, String(index)),
    timeout: expectation.timeout,
  }));
  const results = await supervise(jobs, executable, { scratch, own, signal });
  return index => results.get(index);
}

function judgeEnd(program: Program, end: Supervised): Verdict {
  if (!areRun([program])) return { verdict: 'pass', level: 'checked', ...SILENT };
  return judgeRun(program, { ...end, stderr: withoutFolder(end.stderr) }, SILENT);
}

function areRun([first]: readonly Program[]): boolean {
  return first?.expectation.outcome !== 'no_run';
}
