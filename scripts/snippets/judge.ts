import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './program.ts';
import { type RunResult, run } from './run.ts';
import { type Compiled, type CompileOptions, compile } from './rustc.ts';
import type { Tools } from './toolchain.ts';
import { type Diagnostic, IGNORED, type Verdict } from './verdict.ts';

export interface JudgeOptions {
  tools: Tools;
  talkDir: string;
  externs: readonly string[];
  as?: CompileOptions['as'];
  signal?: AbortSignal | undefined;
}

/** A slide shows a few lines; what prints more than this does not end by itself. */
const MAX_OUTPUT = 256 * 1024;

/** Gives a program to the toolchain and holds what happens against what was expected. */
export async function judge(program: Program, options: JudgeOptions): Promise<Verdict> {
  const { outcome, language } = program.expectation;
  if (outcome === 'ignore') return IGNORED;
  const scratch = await mkdtemp(join(tmpdir(), 'oxideck-'));
  try {
    return language === 'python'
      ? await judgePython(program, options, scratch)
      : await judgeRust(program, options, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function judgeRust(program: Program, options: JudgeOptions, scratch: string): Promise<Verdict> {
  const { outcome, codes: expected } = program.expectation;
  const compiled = await compile(program, {
    ...options,
    rustc: options.tools.rustc,
    scratch,
    emit: outcome === 'no_run' ? 'metadata' : 'link',
  });
  const { diagnostics } = compiled;
  const errors = diagnostics.filter(diagnostic => diagnostic.level === 'error');
  const codes = [...new Set(errors.flatMap(error => error.code ?? []))];
  const said = { codes, diagnostics, stdout: [], stderr: [] };
  if (compiled.cutOff) return fail({ ...said, level: 'checked' }, 'rustc did not come to an end');
  if (outcome === 'compile_fail') return judgeRejection(compiled, said, errors, expected);
  if (!compiled.ok) {
    return fail(
      { ...said, level: 'checked' },
      `rustc rejects it: ${errors[0]?.message ?? 'it gave no reason'}`,
    );
  }
  if (outcome === 'no_run') return { verdict: 'pass', level: 'checked', ...said };
  if (!program.binary) return { verdict: 'pass', level: 'built', ...said };
  const result = await execute(program, compiled.executable, [], scratch, options);
  return judgeRun(program, result, said);
}

type Said = Pick<Verdict, 'codes' | 'diagnostics' | 'stdout' | 'stderr'>;

function judgeRejection(
  compiled: Compiled,
  said: Said,
  errors: readonly Diagnostic[],
  expected: readonly string[],
): Verdict {
  if (compiled.ok) return fail({ ...said, level: 'built' }, 'it should be rejected, but it compiles');
  const missing = expected.filter(code => !said.codes.includes(code));
  if (missing.length > 0) {
    const found = said.codes.join(', ') || `an error without a code: ${errors[0]?.message}`;
    return fail({ ...said, level: 'checked' }, `${missing.join(', ')} was expected, but rustc says ${found}`);
  }
  return { verdict: 'pass', level: 'checked', ...said };
}

async function judgePython(program: Program, options: JudgeOptions, scratch: string): Promise<Verdict> {
  const args = ['-I', '-B', '-c', program.text];
  const result = await execute(program, options.tools.python, args, scratch, options);
  return judgeRun(program, result, { codes: [], diagnostics: [], stdout: [], stderr: [] });
}

function execute(
  program: Program,
  file: string,
  args: readonly string[],
  scratch: string,
  options: JudgeOptions,
): Promise<RunResult> {
  return inEmptyFolder(scratch, cwd =>
    run(file, args, {
      cwd,
      env: { HOME: cwd, TMPDIR: cwd, LANG: 'C.UTF-8', PATH: '/usr/bin:/bin' },
      timeout: program.expectation.timeout * 1000,
      maxOutput: MAX_OUTPUT,
      signal: options.signal,
    }),
  );
}

async function inEmptyFolder<T>(scratch: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(scratch, 'run');
  await mkdir(folder);
  return use(folder);
}

function judgeRun(program: Program, result: RunResult, said: Said): Verdict {
  const ran: Omit<Verdict, 'verdict'> = {
    ...said,
    level: 'ran',
    stdout: toLines(result.stdout),
    stderr: toLines(stable(result.stderr)),
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    ...(result.signal === undefined ? {} : { signal: result.signal }),
  };
  const { outcome, timeout } = program.expectation;
  if (result.cutOff === 'time') return fail(ran, `it ran for ${timeout} s and was ended`);
  if (result.cutOff === 'output')
    return fail(ran, `it printed more than ${MAX_OUTPUT / 1024} KiB and was ended`);
  if (result.cutOff) return fail(ran, 'it was interrupted');
  const ended = result.signal ? `signal ${result.signal}` : `exit code ${result.exitCode}`;
  const well = result.exitCode === 0;
  if (outcome === 'should_panic' && well) return fail(ran, 'it should panic, but it ended well');
  if (outcome !== 'should_panic' && !well) {
    const said = ran.stderr.join('\n').trim();
    return fail(ran, `it ended with ${ended}${said ? `: ${said}` : ''}`);
  }
  return { verdict: 'pass', ...ran };
}

function fail(said: Omit<Verdict, 'verdict' | 'reason'>, reason: string): Verdict {
  return { verdict: 'fail', reason, ...said };
}

/** Rust names the thread's id in the message of a panic since 1.91: it is never the same twice. */
function stable(stderr: string): string {
  return stderr.replace(/^(thread '[^']*') \(\d+\) (panicked at|has overflowed)/gm, '$1 $2');
}

function toLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
