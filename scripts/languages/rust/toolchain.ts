import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { knownAnswer } from '../../system/known-answer.ts';
import { run } from '../../system/run.ts';
import { toolEnvironment } from './rustc.ts';
import type { ToolchainSchema } from '../../verify/record/stored-verdict.ts';

/** What a record stands for: the tools that gave its verdicts, by what they call themselves. */
export type Toolchain = z.infer<typeof ToolchainSchema>;

/** The tools of this machine. */
export interface Tools {
  toolchain: Toolchain;
  rustc: string;
  cargo: string;
  /** The interpreter itself, not a shim that would look for one. */
  python: string;
}

const ABOUT_PYTHON = 'import sys, platform; print(platform.python_version(), sys.executable)';
const PROBE_TIMEOUT = 20_000;

/** Which tools matter: to ask one takes longer than many a check. */
export interface Needs {
  rustc: boolean;
  cargo: boolean;
  python: boolean;
}

export const ALL_TOOLS: Needs = { rustc: true, cargo: true, python: true };

/** Asks each tool that is needed for its version; one that is missing, or does not answer, is left out. */
export async function findTools(needs: Needs, signal?: AbortSignal): Promise<Tools> {
  const [{ rustc, about }, cargo, python] = await Promise.all([
    needs.rustc ? findRustc(signal) : { rustc: 'rustc', about: undefined },
    needs.cargo ? ask('cargo', ['--version'], signal) : undefined,
    needs.python ? ask('python3', ['-c', ABOUT_PYTHON], signal) : undefined,
  ]);
  const host = about?.match(/^host: (.*)$/m)?.[1];
  const [version, interpreter] = python?.split(/ (.*)/) ?? [];
  return {
    toolchain: {
      ...(about ? { rustc: about.split('\n')[0] } : {}),
      ...(cargo ? { cargo } : {}),
      ...(host ? { host } : {}),
      ...(version ? { python: `Python ${version}` } : {}),
    },
    rustc,
    cargo: 'cargo',
    python: interpreter ?? 'python3',
  };
}

async function findRustc(signal?: AbortSignal): Promise<{ rustc: string; about: string | undefined }> {
  const rustc = within(await ask('rustc', ['--print', 'sysroot'], signal)) ?? 'rustc';
  return { rustc, about: await knownAnswer(rustc, () => ask(rustc, ['-vV'], signal)) };
}

/** The compiler itself: the one that rustup puts on the path looks for it anew each time. */
function within(sysroot: string | undefined): string | undefined {
  const compiler = sysroot && join(sysroot, 'bin', process.platform === 'win32' ? 'rustc.exe' : 'rustc');
  return compiler && existsSync(compiler) ? compiler : undefined;
}

async function ask(tool: string, args: string[], signal?: AbortSignal): Promise<string | undefined> {
  try {
    const result = await run(tool, args, {
      cwd: process.cwd(),
      env: toolEnvironment(),
      timeout: PROBE_TIMEOUT,
      signal,
    });
    return result.exitCode === 0 ? result.stdout.trim() : undefined;
  } catch {
    // Not installed: the caller says what that means.
    return undefined;
  }
}
