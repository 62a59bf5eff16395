import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { ROOT } from './fixtures.ts';
import { findProcesses, MARK } from './processes.ts';

export interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** `oxideck` while it runs. */
export interface RunningOxideck {
  /** Waits until stderr, from where the last wait ended, has this; answers what came by then. */
  says(pattern: RegExp, timeout?: number): Promise<string>;
  /** What Ctrl-C does: a signal to the program and to what it has not set apart. */
  interrupt(): void;
  /** How it ended. */
  end: Promise<Run>;
  /** What it started and left behind, as command lines; also what names this folder. */
  orphans(folder?: string): string[];
  /** Ends it, if it has not ended. */
  kill(): void;
}

/** Variables that are set, or with `undefined` unset, for the program. */
export type Variables = Record<string, string | undefined>;

/** How long a run may take, in milliseconds, before it is ended and has failed. */
const PATIENCE = 90_000;

/** Starts `oxideck` as a person would. */
export function startOxideck(
  args: readonly string[],
  variables: Variables = {},
  patience = PATIENCE,
): RunningOxideck {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const mark = randomUUID();
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, 'scripts/oxideck.mjs'), ...args], {
    cwd: ROOT,
    env: { ...env, ...variables, [MARK]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a terminal gives each command.
    detached: true,
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk));
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk));
  const plain = () => stripVTControlCharacters(said.stderr);
  const end = new Promise<Run>((resolve, reject) => {
    const timer = setTimeout(() => {
      kill();
      reject(
        new Error(`oxideck ${args.join(' ')} did not end in ${patience / 1000} s, and said:\n${plain()}`),
      );
    }, patience);
    child.on('exit', exitCode => {
      clearTimeout(timer);
      process.off('exit', kill);
      // What it left behind would keep the pipes open: the program's own end is what counts.
      setTimeout(
        () => resolve({ exitCode, stdout: stripVTControlCharacters(said.stdout), stderr: plain() }),
        50,
      );
    });
  });
  let read = 0;
  return {
    async says(pattern, timeout = 60_000) {
      const start = read;
      for (const until = Date.now() + timeout; Date.now() < until;) {
        const found = plain().slice(start).match(pattern);
        if (found) {
          read = start + (found.index ?? 0) + found[0].length;
          return plain().slice(start, read);
        }
        if (child.exitCode !== null) break;
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      throw new Error(`oxideck never said ${pattern}, but:\n${plain().slice(start)}`);
    },
    interrupt: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
    end,
    orphans: folder => findProcesses(mark, folder),
    kill,
  };
}

/** Runs `oxideck` as a person would, and holds it to what is true of every run. */
export async function runOxideck(
  args: readonly string[],
  variables: Variables = {},
  patience = PATIENCE,
): Promise<Run> {
  const running = startOxideck(args, variables, patience);
  const run = await running.end;
  expectNoTrace(run);
  expect(running.orphans()).toEqual([]);
  return run;
}

export function expectNoTrace({ stdout, stderr }: Run): void {
  expect(`${stdout}${stderr}`, 'no stack trace').not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

/** Builds what tests look at: a build that fails is no test, but the end of all of them. */
export async function buildDecks(args: readonly string[], variables: Variables = {}): Promise<Run> {
  const run = await runOxideck(['build', ...args], { SOURCE_DATE_EPOCH: '1770000000', ...variables });
  if (run.exitCode !== 0)
    throw new Error(`build ${args.join(' ')} ended with ${run.exitCode}:\n${run.stderr}`);
  return run;
}
