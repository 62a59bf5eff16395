import { join, relative } from 'node:path';
import type { Problem } from '../problem.ts';
import type { Program } from './program.ts';
import { describe } from './record.ts';
import { weaknessOf } from './weakness.ts';
import type { Verdict } from './verdict.ts';

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
  const said = errors.length > 0 ? errors.flatMap(diagnostic => diagnostic.rendered) : verdict.stderr;
  const detail = said.slice(0, SHOWN_LINES).join('\n').trim();
  return program.snippets.map(snippet => ({
    kind: 'wrong-verdict',
    severity: 'error',
    message: `${program.path ? `\`${program.path}\`` : 'the program'}: ${verdict.reason}`,
    help: helpFor(program, verdict),
    file: snippet.file,
    line: snippet.line,
    ...(snippet.slide ? { slide: snippet.slide } : {}),
    ...(detail ? { detail } : {}),
  }));
}

/** A program without a verdict, because a tool is missing. */
export function toolProblem(program: Program, obstacle: string): Problem[] {
  return program.snippets.map(snippet => ({
    kind: 'unverified',
    severity: 'error',
    message: `${program.path ? `\`${program.path}\`` : 'the program'} is ${snippet.slide ? 'not in the record' : 'unchecked'}, and ${obstacle}`,
    // Plain Markdown has no record to take along.
    help: `run \`oxideck check\` where the tool is${snippet.slide ? ', and take the record along' : ''}; \`oxideck doctor\` says what to install`,
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

function helpFor(program: Program, verdict: Verdict): string {
  const { expectation } = program;
  const write = (change: Partial<typeof expectation>) =>
    `\`${describe({ ...expectation, ...change })}${expectation.output ? ',output' : ''}\``;
  if (verdict.level === 'ran' || expectation.language === 'python') {
    if (verdict.reason?.includes('printed more')) {
      return `let the program print less, or do not run it: ${write({ outcome: 'no_run' })}`;
    }
    if (verdict.reason?.includes('and was ended')) {
      return `let the program end, give it more time with \`timeout=…s\`, or do not run it: ${write({ outcome: 'no_run' })}`;
    }
    return expectation.outcome === 'should_panic'
      ? `mend the program, or expect it to end well: ${write({ outcome: 'pass' })}`
      : `mend the program, or expect the failure: ${write({ outcome: 'should_panic' })}`;
  }
  if (expectation.outcome === 'compile_fail') {
    return verdict.codes.length > 0
      ? `mend the program, or expect what happened: ${write({ codes: verdict.codes })}`
      : `mend the program, or expect it to compile: ${write({ outcome: 'pass', codes: [] })}`;
  }
  return `mend the program, or expect the rejection: ${write({ outcome: 'compile_fail', codes: verdict.codes })}`;
}
