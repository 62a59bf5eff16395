import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeBundle, ownerOf, withoutFolder } from './bundle.ts';
import { filesWithErrors } from './diagnostics.ts';
import { judgeRun, SILENT } from './judge-run.ts';
import type { Program } from './program.ts';
import type { Judged } from './judge-all.ts';
import { callRustc, fileNameOf } from './rustc.ts';
import { type Supervised, supervise } from './supervise.ts';
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
): Promise<Map<Program, Judged>> {
  const passed = new Map<Program, Judged>();
  const scratch = mkdtempSync(join(tmpdir(), 'oxideck-'));
  try {
    const start = performance.now();
    const { ok, faulty, executable } = await options.limit(() => compileBundle(programs, scratch, options));
    if (options.signal?.aborted) return passed;
    if (ok) {
      const share = (performance.now() - start) / programs.length;
      const ended = await options.limit(() => endings(programs, executable, scratch, options));
      for (const [index, program] of programs.entries()) {
        const end = ended(index);
        if (!end) continue;
        const verdict = judgeEnd(program, end);
        if (verdict.verdict === 'pass')
          passed.set(program, { verdict, milliseconds: share + end.milliseconds });
      }
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
  const { files, root } = makeBundle(programs, program => fileNameOf(program, talkDir), areRun(programs));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  const [first] = programs;
  if (!first) throw new Error('a bundle holds at least one program');
  const executable = join(scratch, 'bundle');
  const emit = areRun(programs) ? ['-o', executable] : ['--emit=metadata'];
  const args = [root, '--crate-name=bundle', ...emit, ...externs, ...(externs.length > 0 ? [] : FAST)];
  const result = await callRustc(first, tools.rustc, { cwd: scratch, args, signal });
  const owners = filesWithErrors(result.stderr, file => ownerOf(file) !== undefined);
  const faulty = new Set([...owners].flatMap(file => ownerOf(file) ?? []));
  return { ok: result.exitCode === 0, faulty, executable };
}

/** How each program ended, by its index: those that are not to be run have ended well before they began. */
async function endings(
  programs: readonly Program[],
  executable: string,
  scratch: string,
  { signal }: BundleOptions,
): Promise<(index: number) => Supervised | undefined> {
  if (!areRun(programs)) return () => ({ stdout: '', stderr: '', milliseconds: 0 });
  const results = await supervise(programs, executable, scratch, signal);
  return index => results.get(index);
}

function judgeEnd(program: Program, end: Supervised): Verdict {
  if (!areRun([program])) return { verdict: 'pass', level: 'checked', ...SILENT };
  return judgeRun(program, { ...end, stderr: withoutFolder(end.stderr) }, SILENT);
}

function areRun([first]: readonly Program[]): boolean {
  return first?.expectation.outcome !== 'no_run';
}
