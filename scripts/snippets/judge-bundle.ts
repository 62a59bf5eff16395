import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeBundle, ownerOf, withoutFolder } from './bundle.ts';
import { filesWithErrors } from './diagnostics.ts';
import { execute, judgeRun } from './judge-run.ts';
import type { Program } from './program.ts';
import { callRustc, fileNameOf } from './rustc.ts';
import type { Tools } from './toolchain.ts';
import type { Verdict } from './verdict.ts';

export interface BundleOptions {
  tools: Tools;
  talkDir: string;
  externs: readonly string[];
  signal?: AbortSignal | undefined;
  /** Bounds what runs at the same time, over all bundles. */
  limit: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Several bundles share the cores, and need no copy of the standard library each. */
const FAST = ['-Ccodegen-units=1', '-Cprefer-dynamic', '-Crpath'];

/**
 * Compiles programs together, and runs each in a process of its own. Only passes are answered: what a bundle
 * rejects, or fails when it runs, must be judged alone. A bundle with errors loses the programs that they belong
 * to and is built again; errors that belong to none halve it.
 */
export async function judgeBundle(
  programs: readonly Program[],
  options: BundleOptions,
): Promise<Map<Program, Verdict>> {
  const passed = new Map<Program, Verdict>();
  const scratch = mkdtempSync(join(tmpdir(), 'oxideck-'));
  try {
    const { ok, faulty, executable } = await options.limit(() => compileBundle(programs, scratch, options));
    if (options.signal?.aborted) return passed;
    if (ok) {
      await Promise.all(
        programs.map(async (program, index) => {
          const verdict = await options.limit(() => runMember(program, index, executable, scratch, options));
          if (verdict.verdict === 'pass') passed.set(program, verdict);
        }),
      );
      return passed;
    }
    const sound = programs.filter((_, index) => !faulty.has(index));
    if (programs.length === 1 || sound.length === 0) return passed;
    const half = Math.ceil(programs.length / 2);
    const parts = faulty.size > 0 ? [sound] : [programs.slice(0, half), programs.slice(half)];
    for (const part of await Promise.all(parts.map(part => judgeBundle(part, options)))) {
      for (const [program, verdict] of part) passed.set(program, verdict);
    }
    return passed;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function compileBundle(
  programs: readonly Program[],
  scratch: string,
  { tools, talkDir, externs, signal }: BundleOptions,
): Promise<{ ok: boolean; faulty: Set<number>; executable: string }> {
  const { files, root } = makeBundle(programs, program => fileNameOf(program, talkDir));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  const [first] = programs;
  if (!first) throw new Error('a bundle holds at least one program');
  const executable = join(scratch, 'bundle');
  const emit = first.expectation.outcome === 'no_run' ? ['--emit=metadata'] : ['-o', executable];
  const args = [root, '--crate-name=bundle', ...emit, ...externs, ...(externs.length > 0 ? [] : FAST)];
  const result = await callRustc(first, tools.rustc, { cwd: scratch, args, signal });
  const owners = filesWithErrors(result.stderr, file => ownerOf(file) !== undefined);
  const faulty = new Set([...owners].flatMap(file => ownerOf(file) ?? []));
  return { ok: result.exitCode === 0, faulty, executable };
}

async function runMember(
  program: Program,
  index: number,
  executable: string,
  scratch: string,
  options: BundleOptions,
): Promise<Verdict> {
  const said = { codes: [], diagnostics: [], stdout: [], stderr: [] };
  if (program.expectation.outcome === 'no_run') return { verdict: 'pass', level: 'checked', ...said };
  const folder = join(scratch, `run-${index}`);
  const result = await execute(program, executable, [String(index)], folder, options.signal);
  return judgeRun(program, { ...result, stderr: withoutFolder(result.stderr) }, said);
}
