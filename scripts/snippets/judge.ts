import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missedAnchors, readAnchors } from './anchors.ts';
import { execute, fail, judgeRun, SILENT } from './judge-run.ts';
import type { Program } from './program.ts';
import { type CompileOptions, type Compiled, compile } from './rustc.ts';
import type { Tools } from './toolchain.ts';
import { IGNORED, type Verdict } from './verdict.ts';

export interface JudgeOptions {
  tools: Tools;
  talkDir: string;
  externs: readonly string[];
  as?: CompileOptions['as'];
  signal?: AbortSignal | undefined;
}

/** Gives one program to the toolchain, alone, and holds what happens against what was expected. */
export async function judge(program: Program, options: JudgeOptions): Promise<Verdict> {
  const { outcome, language } = program.expectation;
  if (outcome === 'ignore') return IGNORED;
  const scratch = await mkdtemp(join(tmpdir(), 'oxideck-'));
  try {
    if (language === 'python') return await judgePython(program, options, scratch);
    const compiled = (emit: CompileOptions['emit']) =>
      compile(program, { ...options, rustc: options.tools.rustc, scratch, emit });
    return outcome === 'compile_fail'
      ? await judgeRejection(program, compiled)
      : await judgeRust(program, compiled, options, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Compile = (emit: CompileOptions['emit']) => Promise<Compiled>;

/** A crate is gone, or damaged, since Cargo built it: that says nothing of who calls it. */
const UNLOADED = ['E0460', 'E0463', 'E0786'];

/** Most are rejected by the type checker; some errors come only when a program is built whole. */
async function judgeRejection(program: Program, compiled: Compile): Promise<Verdict> {
  const checked = await compiled('metadata');
  const { ok, diagnostics, cutOff } = checked.ok ? await compiled('link') : checked;
  const said = { ...SILENT, diagnostics, codes: codesOf(diagnostics) };
  if (cutOff) return fail({ ...said, level: 'checked' }, 'rustc did not come to an end');
  if (ok) return fail({ ...said, level: 'built' }, 'it should be rejected, but it compiles');
  // rustc fell over, or was never asked: that is no rejection.
  if (!diagnostics.some(({ level }) => level === 'error'))
    return fail({ ...said, level: 'checked' }, 'rustc gave no verdict: it ended without an error to tell of');
  const unloaded = said.codes.find(code => UNLOADED.includes(code));
  if (unloaded && program.crates.length > 0 && !program.expectation.codes.includes(unloaded))
    return fail({ ...said, level: 'checked' }, `rustc cannot load a crate that it calls (${unloaded})`);
  const missing = program.expectation.codes.filter(code => !said.codes.includes(code));
  const [missed] = missedAnchors(readAnchors(program.text), diagnostics);
  if (missing.length === 0 && missed) {
    const reason = `${missed.code} was expected on line ${missed.line}, and is not there`;
    return fail({ ...said, level: 'checked' }, reason);
  }
  if (missing.length === 0) return { verdict: 'pass', level: 'checked', ...said };
  const first = diagnostics.find(({ level }) => level === 'error');
  const found = said.codes.join(', ') || `an error without a code: ${first?.message}`;
  const reason = `${missing.join(', ')} was expected, but rustc says ${found}`;
  return fail({ ...said, level: 'checked' }, reason);
}

async function judgeRust(
  program: Program,
  compiled: Compile,
  options: JudgeOptions,
  scratch: string,
): Promise<Verdict> {
  const unrun = program.expectation.outcome === 'no_run';
  const { ok, diagnostics, executable, cutOff } = await compiled(unrun ? 'metadata' : 'link');
  const said = { ...SILENT, diagnostics, codes: codesOf(diagnostics) };
  if (cutOff) return fail({ ...said, level: 'checked' }, 'rustc did not come to an end');
  if (!ok) {
    const first = diagnostics.find(({ level }) => level === 'error');
    return fail({ ...said, level: 'checked' }, `rustc rejects it: ${first?.message ?? 'it gave no reason'}`);
  }
  // Warnings about what is accepted depend on how it is compiled, and nobody asked for them.
  if (unrun) return { verdict: 'pass', level: 'checked', ...SILENT };
  if (!program.binary) return { verdict: 'pass', level: 'built', ...SILENT };
  const result = await execute(program, executable, [], join(scratch, 'run'), options.signal);
  return judgeRun(program, result, SILENT);
}

const CHECK_SYNTAX = 'import sys; compile(sys.argv[1], "program", "exec")';

async function judgePython(program: Program, options: JudgeOptions, scratch: string): Promise<Verdict> {
  const unrun = program.expectation.outcome === 'no_run';
  const args = ['-I', '-B', '-c', ...(unrun ? [CHECK_SYNTAX] : []), program.text];
  const result = await execute(program, options.tools.python, args, join(scratch, 'run'), options.signal);
  const verdict = judgeRun(program, result, SILENT);
  return unrun ? { ...verdict, level: 'checked' } : verdict;
}

function codesOf(diagnostics: Compiled['diagnostics']): string[] {
  const errors = diagnostics.filter(({ level }) => level === 'error');
  return [...new Set(errors.flatMap(error => error.code ?? []))];
}
