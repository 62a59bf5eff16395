import { join, relative } from 'node:path';
import type { Problem } from '../diagnostics/problem.ts';
import type { Ending } from '../system/limits.ts';
import type { Program } from './programs/program.ts';
import { describe } from '../languages/expectation.ts';
import { weaknessOf } from './weakness.ts';
import type { Verdict } from '../languages/verdict.ts';

/** What is wrong with a program's verdict, or weak in a right one, at each place that shows the program. */
export function verdictProblems(program: Program, verdict: Verdict): Problem[] {
  if (verdict.verdict === 'fail') return verdictProblem(program, verdict);
  const weakness = weaknessOf(program, verdict);
  if (!weakness) return [];
  return program.snippets.map(({ file, line, slide }) => ({
    ...weakness,
    severity: 'warning',
    file,
    line,
    ...(slide ? { slide } : {}),
  }));
}

function verdictProblem(program: Program, verdict: Verdict): Problem[] {
  const errors = verdict.diagnostics.filter(diagnostic => diagnostic.level === 'error');
  const printed = verdict.commands?.at(-1)?.output ?? verdict.stderr;
  const said = errors.length > 0 ? errors.flatMap(diagnostic => diagnostic.rendered) : printed;
  const detail = said.slice(0, SHOWN_LINES).join('\n').replace(RE_EMPTY_START, '').trimEnd();
  return program.snippets.map(snippet => ({
    kind: 'wrong-verdict',
    severity: 'error',
    message: `${nameOf(program)}: ${verdict.reason}`,
    help: helpFor(program, verdict),
    file: snippet.file,
    line: snippet.line + (verdict.line ?? 1) - 1,
    ...(snippet.slide ? { slide: snippet.slide } : {}),
    ...(detail ? { detail } : {}),
  }));
}

function nameOf({ path, expectation }: Program): string {
  if (path) return `\`${path}\``;
  return expectation.language === 'console' ? 'the transcript' : 'the program';
}

/** A program without a verdict, because a tool is missing. */
export function toolProblem(program: Program, obstacle: string): Problem[] {
  return program.snippets.map(snippet => ({
    kind: 'unverified',
    severity: 'error',
    message: `${nameOf(program)} is ${snippet.slide ? 'not in the record' : 'unchecked'}, and ${obstacle}`,
    // Plain Markdown has no record to take along.
    help: `run \`oxideck check\` where the tool works${snippet.slide ? ', and take the record along' : ''}; \`oxideck doctor\` says what to install`,
    file: snippet.file,
    line: snippet.line,
    ...(snippet.slide ? { slide: snippet.slide } : {}),
  }));
}

/** Crates that cannot be built: Cargo says why. */
export function cratesProblem(dir: string, said: string, talkDir: string): Problem[] {
  return [
    {
      kind: 'broken-crates',
      severity: 'error',
      message: 'Cargo cannot build the crates that the programs call',
      help: 'mend the manifest so that `cargo build --lib` works beside it',
      file: join(relative(talkDir, dir), 'Cargo.toml'),
      line: 0,
      detail: said,
    },
  ];
}

/** What is said beyond this is in `--json`. */
const SHOWN_LINES = 60;
const RE_EMPTY_START = /^(?:[ \t]*\n)+/;

/** What to do about a run that was ended. */
const WAY_OUT: Record<Ending, string> = {
  time: 'let the program end, give it more time with `timeout=…s`',
  output: 'let the program print less',
  processes: 'let the program start fewer processes',
  memory: 'let the program take less memory',
  disk: 'let the program write less',
  crash: 'mend the program',
  supervisor: 'let the program leave other processes alone',
};

function helpFor(program: Program, verdict: Verdict): string {
  const { expectation } = program;
  const write = (change: Partial<typeof expectation>) => {
    const shown = [
      ...(expectation.output ? ['output'] : []),
      ...(expectation.time && (change.outcome ?? expectation.outcome) === 'pass' ? ['time'] : []),
      ...(expectation.run && change.outcome !== 'no_run' ? ['run'] : []),
    ];
    return `\`${[describe({ ...expectation, ...change }), ...shown].join(',')}\``;
  };
  if (expectation.language === 'console') {
    if (verdict.ended) return `${WAY_OUT[verdict.ended]}, or do not run it: \`console,ignore (why)\``;
    return verdict.help ?? 'run it again';
  }
  if (verdict.level === 'ran' || expectation.language === 'python') {
    if (verdict.ended) return `${WAY_OUT[verdict.ended]}, or do not run it: ${write({ outcome: 'no_run' })}`;
    return expectation.outcome === 'should_panic'
      ? `mend the program, or expect it to end well: ${write({ outcome: 'pass' })}`
      : `mend the program, or expect the failure: ${write({ outcome: 'should_panic' })}`;
  }
  if (verdict.ended === 'time') {
    return 'make less work for rustc, give it more time with `build=…s`, or write `ignore` and the reason';
  }
  if (verdict.ended) return 'make less work for rustc, or write `ignore` and the reason';
  if (expectation.outcome === 'compile_fail') {
    return verdict.codes.length > 0
      ? `mend the program, or expect what happened: ${write({ codes: verdict.codes })}`
      : `mend the program, or expect it to compile: ${write({ outcome: 'pass', codes: [] })}`;
  }
  return `mend the program, or expect the rejection: ${write({ outcome: 'compile_fail', codes: verdict.codes })}`;
}
