import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missedAnchors, readAnchors } from './programs/anchors.ts';
import { type CompilerFailure, ToolFailure } from '../languages/rust/compiler-failure.ts';
import { execute, fail, judgeRun, type Said, SILENT } from './judge-run.ts';
import { judgeTranscript } from './transcript/judge-transcript.ts';
import type { Program } from './programs/program.ts';
import { type CompileOptions, type Compiled, compile } from '../languages/rust/rustc.ts';
import { removeFolder } from '../system/remove-folder.ts';
import type { Tools } from '../languages/rust/toolchain.ts';
import { IGNORED, type Verdict } from '../languages/verdict.ts';
import { makeScratch } from '../system/scratch.ts';

export interface JudgeOptions {
  tools: Tools;
  talkDir: string;
  /** What leads to its crates: arguments for rustc; of a Python program, the files of the modules in Rust. */
  externs: readonly string[];
  /** The program that holds others to their limits, where there is one. */
  supervisor: string | undefined;
  as?: CompileOptions['as'];
  signal?: AbortSignal | undefined;
}

/** Gives one program to the toolchain, alone, and holds what happens against what was expected. */
export async function judge(program: Program, options: JudgeOptions): Promise<Verdict> {
  const { outcome, language } = program.expectation;
  if (outcome === 'ignore') return IGNORED;
  const scratch = makeScratch();
  try {
    if (language === 'console') return await judgeTranscript(program, options, scratch);
    if (language === 'python') return await judgePython(program, options, scratch);
    const compiled = (emit: CompileOptions['emit']) =>
      compile(program, { ...options, rustc: options.tools.rustc, scratch, emit });
    return outcome === 'compile_fail'
      ? await judgeRejection(program, compiled, options.externs)
      : await judgeRust(program, compiled, options, scratch);
  } finally {
    await removeFolder(scratch);
  }
}

type Compile = (emit: CompileOptions['emit']) => Promise<Compiled>;

/** What rustc says of a crate that is damaged. */
const DAMAGED = ['E0460', 'E0463', 'E0786'];

/** A crate that is gone, or damaged, since Cargo built it says nothing of who calls it. */
function mentionsDamage({ crates, expectation }: Program, codes: readonly string[]): boolean {
  return crates.length > 0 && codes.some(code => DAMAGED.includes(code) && !expectation.codes.includes(code));
}

/** Whether the file that an argument names, such as `serde=/target/libserde.rlib`, is there. */
function isThere(argument: string): boolean {
  const [, file] = argument.match(/^\w+=(.*)$/) ?? [];
  return file === undefined || existsSync(file);
}

/** Most are rejected by the type checker; some errors come only when a program is built whole. */
async function judgeRejection(
  program: Program,
  compiled: Compile,
  crates: readonly string[],
): Promise<Verdict> {
  const checked = await compiled('metadata');
  const { ok, diagnostics, failure } = checked.ok ? await compiled('link') : checked;
  const said = { ...SILENT, diagnostics, codes: codesOf(diagnostics) };
  if (failure) return uncompiled(said, failure);
  if (ok) return fail({ ...said, level: 'built' }, 'it should be rejected, but it compiles');
  // No released rustc knows the edition: to rustdoc, that too is a rejection.
  if (program.edition === 'future') return { verdict: 'pass', level: 'checked', ...said };
  // rustc fell over, or was never asked: that is no rejection.
  if (!diagnostics.some(({ level }) => level === 'error'))
    return fail({ ...said, level: 'checked' }, 'rustc gave no verdict: it ended without an error to tell of');
  if (!crates.every(isThere) || mentionsDamage(program, said.codes))
    return fail({ ...said, level: 'checked' }, 'rustc cannot load a crate that it calls');
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
  const { ok, diagnostics, executable, failure } = await compiled(unrun ? 'metadata' : 'link');
  const said = { ...SILENT, diagnostics, codes: codesOf(diagnostics) };
  if (failure) return uncompiled(said, failure);
  if (!ok) {
    const first = diagnostics.find(({ level }) => level === 'error');
    return fail({ ...said, level: 'checked' }, `rustc rejects it: ${first?.message ?? 'it gave no reason'}`);
  }
  // Warnings about what is accepted depend on how it is compiled: they are kept where somebody asked for them.
  const kept = program.expectation.warnings ? { ...SILENT, diagnostics } : SILENT;
  if (unrun) return { verdict: 'pass', level: 'checked', ...kept };
  if (!program.binary) return { verdict: 'pass', level: 'built', ...kept };
  const result = await execute([executable], { ...options, scratch, timeout: program.expectation.timeout });
  return judgeRun(program, result, kept);
}

/** A compiler that was ended has neither accepted nor rejected anything. */
function uncompiled(said: Said, { ended, reason }: CompilerFailure): Verdict {
  if (ended === undefined) throw new ToolFailure(reason);
  return fail({ ...said, level: 'checked', ended }, reason);
}

/** The program's text, from a file that is the next argument. */
const READ = 'open(sys.argv.pop(1), encoding="utf-8", newline="").read()';
/** The program as `__main__`, which finds modules in a folder that is its first argument. */
const WITH_MODULES = `import sys; sys.path.insert(0, sys.argv.pop(1)); exec(compile(${READ}, "<string>", "exec"))`;
const CHECK_SYNTAX = `import sys; compile(${READ}, "program", "exec")`;
/** The program as if it were an argument itself: what it fails with begins in it. */
const FROM_FILE = `import sys, traceback
sys.excepthook = lambda kind, error, trace: traceback.print_exception(kind, error, trace and trace.tb_next)
exec(compile(${READ}, "<string>", "exec"))`;
/** Linux takes no longer argument, in bytes with the one that ends it. */
const MAX_ARGUMENT = 128 * 1024;

async function judgePython(program: Program, options: JudgeOptions, scratch: string): Promise<Verdict> {
  const unrun = program.expectation.outcome === 'no_run';
  const command = await pythonCommand(program, options, scratch);
  const result = await execute(command, { ...options, scratch, timeout: program.expectation.timeout });
  const verdict = judgeRun(program, result, SILENT);
  return unrun ? { ...verdict, level: 'checked' } : verdict;
}

/** What runs a Python program, or looks at its syntax alone, with the modules that it imports in a scratch folder. */
export async function pythonCommand(
  program: Program,
  { tools, externs }: Pick<JudgeOptions, 'tools' | 'externs'>,
  scratch: string,
): Promise<[file: string, ...args: string[]]> {
  const unrun = program.expectation.outcome === 'no_run';
  const modules = await placeModules(program, externs, scratch);
  const python = [tools.python, '-I', '-B', '-c'] as const;
  if (!unrun && !modules && isArgument(program.text)) return [...python, program.text];
  const file = join(scratch, 'program.py');
  await writeFile(file, program.text);
  const before = unrun ? [CHECK_SYNTAX] : modules ? [WITH_MODULES, modules] : [FROM_FILE];
  return [...python, ...before, file];
}

/** Whether a text can be given to a program: not where it is too long, or holds the byte that ends it. */
function isArgument(text: string): boolean {
  return Buffer.byteLength(text) < MAX_ARGUMENT && !text.includes('\0');
}

/** Python loads a library by the module's name, with the ending that its system asks for. */
async function placeModules(
  program: Program,
  libraries: readonly string[],
  scratch: string,
): Promise<string | undefined> {
  if (libraries.length === 0) return undefined;
  const folder = join(scratch, 'modules');
  await mkdir(folder);
  const ending = process.platform === 'win32' ? '.pyd' : '.so';
  await Promise.all(
    libraries.map((file, at) => copyFile(file, join(folder, `${program.crates[at]}${ending}`))),
  );
  return folder;
}

function codesOf(diagnostics: Compiled['diagnostics']): string[] {
  const errors = diagnostics.filter(({ level }) => level === 'error');
  return [...new Set(errors.flatMap(error => error.code ?? []))];
}
