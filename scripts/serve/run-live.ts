import {} from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { buildSupervisor } from '../verify/sandbox/build-supervisor.ts';
import { buildCrates, cratesTimeout } from '../languages/rust/crates.ts';
import { pythonCommand } from '../verify/judge.ts';
import { describeEnding, type End, execute } from '../verify/judge-run.ts';
import { DEFAULT_EDITION } from '../languages/expectation.ts';
import { findManifest } from '../languages/rust/manifest.ts';
import { calledCrates, hasMain, type Program } from '../verify/programs/program.ts';
import { removeFolder } from '../system/remove-folder.ts';
import { compile } from '../languages/rust/rustc.ts';
import type { Tools } from '../languages/rust/toolchain.ts';
import type { RunRequest } from './request.ts';
import { makeScratch } from '../system/scratch.ts';

/** What a page is told while its program is compiled and runs. */
export type RunEvent =
  | { stage: 'crates' | 'compiling' | 'running' }
  | { stream: 'stdout' | 'stderr'; text: string }
  | { end: RunEnd };

/** How it ended: `rejected` by the compiler, `stopped` by us and why, or by itself. */
export interface RunEnd {
  rejected?: true;
  stopped?: string;
  exitCode?: number;
  signal?: string;
}

export interface LiveOptions {
  talkDir: string;
  tools: Tools;
  signal: AbortSignal;
  tell(event: RunEvent): void;
}

/** What messages call the program. */
const FILE = 'program.rs';

/** Compiles and runs a program as `check` does, in a scratch folder and within limits, and tells of it as it goes. */
export async function runLive(request: RunRequest, options: LiveOptions): Promise<void> {
  const scratch = makeScratch();
  try {
    const end = await (request.language === 'rust' ? runRust : runPython)(request, options, scratch);
    options.tell({ end });
  } finally {
    await removeFolder(scratch);
  }
}

async function runRust(request: RunRequest, options: LiveOptions, scratch: string): Promise<RunEnd> {
  const { signal, tell, tools, talkDir } = options;
  if (!tools.toolchain.rustc) return missing('rustc is not installed on this machine', options);
  const program = toProgram(request, talkDir);
  const crates = await prepareCrates(program, options);
  if ('message' in crates) return missing(crates.message, options);
  tell({ stage: 'compiling' });
  const compiled = await compile(program, {
    ...{ rustc: tools.rustc, talkDir, scratch, signal, externs: crates.externs },
    ...{ emit: 'link', as: { file: FILE, line: 1 } },
  });
  if (signal.aborted) return { stopped: 'it was ended' };
  if (compiled.failure) return { stopped: compiled.failure.reason };
  const errors = compiled.diagnostics.filter(({ level }) => level === 'error');
  if (!compiled.ok) {
    tell({ stream: 'stderr', text: errors.map(({ rendered }) => `${rendered.join('\n')}\n`).join('\n') });
    return { rejected: true };
  }
  if (!program.binary) return missing('It compiles, and has no `main` to run.', options);
  return runProgram(program, [compiled.executable], options, scratch);
}

async function runPython(request: RunRequest, options: LiveOptions, scratch: string): Promise<RunEnd> {
  if (!options.tools.toolchain.python) return missing('python3 is not installed on this machine', options);
  const program = toProgram(request, options.talkDir);
  const [python, ...args] = await pythonCommand(program, { tools: options.tools, externs: [] }, scratch);
  // `-u`: what it prints is to be seen when it prints it.
  return runProgram(program, [python, '-u', ...args], options, scratch);
}

async function runProgram(
  { expectation: { timeout } }: Program,
  command: readonly [file: string, ...args: string[]],
  { signal, tell, tools }: LiveOptions,
  scratch: string,
): Promise<RunEnd> {
  tell({ stage: 'running' });
  // A letter of several bytes may come in two pieces.
  const decoders = { stdout: new StringDecoder(), stderr: new StringDecoder() };
  const result = await execute(command, {
    scratch,
    timeout,
    supervisor: await buildSupervisor('program', tools, signal),
    signal,
    onOutput: (stream, chunk) => {
      const text = decoders[stream].write(chunk);
      if (text) tell({ stream, text });
    },
  });
  return endOf(result, timeout);
}

function endOf({ cutOff, exitCode, signal }: End, timeout: number): RunEnd {
  const stopped = cutOff === 'interrupted' ? 'was ended' : cutOff && describeEnding(cutOff, timeout);
  return {
    ...(stopped ? { stopped: `it ${stopped}` } : {}),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function missing(message: string, { tell }: LiveOptions): RunEnd {
  tell({ stream: 'stderr', text: `${message}\n` });
  return {};
}

function toProgram({ language, code, edition, tests, timeout }: RunRequest, talkDir: string): Program {
  const manifest = language === 'rust' ? findManifest(join(talkDir, 'snippets'), talkDir) : undefined;
  const crates = language === 'rust' ? calledCrates(code, manifest) : [];
  return {
    ...{ key: '', name: 'program', text: code, snippets: [], crates },
    expectation: { language, outcome: 'pass', codes: [], testHarness: tests, output: true, timeout },
    edition: edition ?? manifest?.edition ?? DEFAULT_EDITION,
    binary: language === 'python' || tests || hasMain(code),
    ...(manifest && crates.length > 0 ? { manifest } : {}),
  };
}

async function prepareCrates(
  { manifest, crates }: Program,
  { tools, talkDir, signal, tell }: LiveOptions,
): Promise<{ externs: string[] } | { message: string }> {
  if (!manifest) return { externs: [] };
  if (!tools.toolchain.cargo) return { message: 'cargo is not installed on this machine' };
  tell({ stage: 'crates' });
  const call = {
    cargo: tools.cargo,
    cacheDir: join(talkDir, '.oxideck'),
    timeout: cratesTimeout([]),
    signal,
  };
  const built = await buildCrates(manifest, crates, call);
  if ('externs' in built) return { externs: crates.flatMap(name => built.externs.get(name) ?? []) };
  return { message: 'unreachable' in built ? built.unreachable : built.broken };
}
