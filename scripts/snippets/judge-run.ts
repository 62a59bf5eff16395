import { mkdir } from 'node:fs/promises';
import { limited } from './limits.ts';
import type { Program } from './program.ts';
import { applyMasks } from './mask.ts';
import { type OnOutput, type RunResult, run } from './run.ts';
import type { Verdict } from './verdict.ts';

/** What the compiler said before the program ran. */
export type Said = Pick<Verdict, 'codes' | 'diagnostics' | 'stdout' | 'stderr'>;

export const SILENT: Said = { codes: [], diagnostics: [], stdout: [], stderr: [] };

/** A slide shows a few lines; what prints more than this does not end by itself. */
export const MAX_OUTPUT = 256 * 1024;

/** What a program finds, besides its own folder as HOME and TMPDIR. */
export const BARE_ENVIRONMENT = { LANG: 'C.UTF-8', PATH: '/usr/bin:/bin' };

/** Runs a program in an empty folder that is made for it, with a bare environment and within its limits. */
export async function execute(
  program: Program,
  file: string,
  args: readonly string[],
  folder: string,
  signal: AbortSignal | undefined,
  onOutput?: OnOutput,
): Promise<RunResult> {
  await mkdir(folder);
  const command = limited(file, args);
  return run(command.file, command.args, {
    cwd: folder,
    env: { ...BARE_ENVIRONMENT, HOME: folder, TMPDIR: folder },
    timeout: program.expectation.timeout * 1000,
    maxOutput: MAX_OUTPUT,
    signal,
    onOutput,
  });
}

/** Holds the end of a run against what was expected of it. */
export function judgeRun(program: Program, result: RunResult, said: Said): Verdict {
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
  const tooMuch = `it printed more than ${MAX_OUTPUT / 1024} KiB and was ended`;
  if (result.cutOff === 'time') return fail(ran, `it ran for ${timeout} s and was ended`);
  if (result.cutOff === 'output') return fail(ran, tooMuch);
  if (result.cutOff) return fail(ran, 'it was interrupted');
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
