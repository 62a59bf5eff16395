import { ExitCode } from '../exit-code.ts';
import { OxideckError, type Problem } from '../problem.ts';
import { count, countProblems } from '../report.ts';
import { findSnippets, type Snippet } from '../snippets/find-snippets.ts';
import { toPrograms } from '../snippets/program.ts';
import { describe } from '../snippets/record.ts';
import { findTools } from '../snippets/toolchain.ts';
import { unusedSnippets } from '../snippets/unused.ts';
import { type Verification, verify } from '../snippets/verify.ts';
import type { Slide } from '../talk/section.ts';
import type { Talk } from '../talk/talk.ts';
import { type Answer, type Context, loadTalk, throwProblems } from './command.ts';

export interface CheckOptions {
  fresh?: boolean;
  locked?: boolean;
  isolate?: boolean;
}

/** `oxideck check`: verifies every program of the talk and brings the record up to date. */
export async function check(context: Context, options: CheckOptions): Promise<Answer> {
  const { talk, snippets, warnings } = loadTalk(context);
  const verification = await verifySnippets(context, talk, snippets, { ...options, record: 'replace' });
  const problems = [
    ...warnings,
    ...unusedSnippets(snippets, talk.dir),
    ...verification.problems,
    ...verification.missing,
    ...(options.locked ? verification.changed.map(outdated) : []),
  ];
  context.report.problems(problems, talk.dir);
  if (verification.changed.length > 0 && !options.locked)
    context.report.note(`record: ${changes(verification.changed)}`);
  context.report.note(`${summarise(verification)}; ${countProblems(problems)}`);
  const failed = problems.some(problem => problem.severity === 'error' && problem.kind !== 'unverified');
  return {
    exitCode: failed
      ? ExitCode.contentHasProblems
      : verification.missing.length > 0
        ? ExitCode.toolMissing
        : ExitCode.done,
    data: { ...toJson(verification), problems },
  };
}

/** Verifies the programs of these slides, with progress and a summary for people. */
export function verifySlides(context: Context, talk: Talk, slides: readonly Slide[]): Promise<Verification> {
  const snippets = slides.flatMap(slide => findSnippets(slide, talk.dir).snippets);
  return verifySnippets(context, talk, snippets, { record: 'add' });
}

async function verifySnippets(
  context: Context,
  talk: Talk,
  snippets: readonly Snippet[],
  options: CheckOptions & { record: 'replace' | 'add' },
): Promise<Verification> {
  const { report, signal } = context;
  const start = performance.now();
  const verification = await verify(toPrograms(snippets, talk.dir), {
    ...options,
    talkDir: talk.dir,
    tools: await findTools(signal),
    onProgress: message => report.begin(message),
    signal,
  });
  signal.throwIfAborted();
  report.done('check', summarise(verification), performance.now() - start);
  for (const remark of verification.remarks) report.note(`recorded, not verified here: ${remark}`);
  return verification;
}

/** Fails where a verdict is wrong, or where none is to be had. */
export function throwUnverified(verification: Verification): void {
  throwProblems(verification.problems);
  if (verification.missing.length === 0) return;
  throw new OxideckError(
    ExitCode.toolMissing,
    'programs without a verdict: a tool is missing',
    'run `oxideck doctor` to see what is installed and how to get the rest',
    verification.missing,
  );
}

function outdated(file: string): Problem {
  return {
    kind: 'outdated-record',
    severity: 'error',
    message: 'the record does not hold what was just verified',
    help: 'run `oxideck check` without `--locked`, look at what changes, and commit it',
    file,
    line: 0,
  };
}

function changes(files: readonly string[]): string {
  return files.length > 3
    ? `${files.length} files changed in snippets/verified`
    : `changed ${files.join(', ')}`;
}

function summarise({ programs }: Verification): string {
  const recorded = programs.filter(entry => entry.recorded);
  const by = [...new Set(recorded.map(entry => entry.by).filter(Boolean))].sort().reverse();
  const number = (verdict: string) => programs.filter(entry => entry.verdict?.verdict === verdict).length;
  return [
    count(programs.length, 'program'),
    `${number('pass')} as expected`,
    ...(number('fail') ? [`${number('fail')} not`] : []),
    ...(number('ignored') ? [`${number('ignored')} ignored`] : []),
    ...(recorded.length ? [`${recorded.length} recorded${by.length ? ` (${by.join(', ')})` : ''}`] : []),
  ].join(', ');
}

function toJson({ programs, changed, remarks }: Verification): Record<string, unknown> {
  const entries = programs.flatMap(({ program, verdict, recorded }) =>
    program.snippets.map(snippet => ({
      file: snippet.file,
      line: snippet.line,
      expectation: describe(program.expectation),
      class: { pass: 'passed', fail: 'failed', ignored: 'ignored', none: 'unverified' }[
        verdict?.verdict ?? 'none'
      ],
      verdict: verdict?.verdict,
      level: verdict?.level,
      recorded,
      reason: verdict?.reason,
      diagnostics: verdict?.diagnostics ?? [],
      stdout: verdict?.stdout.join('\n'),
      stderr: verdict?.stderr.join('\n'),
      exitCode: verdict?.exitCode,
    })),
  );
  const inClass = (name: string) => entries.filter(entry => entry.class === name).length;
  return {
    summary: {
      programs: entries.length,
      passed: inClass('passed'),
      failed: inClass('failed'),
      ignored: inClass('ignored'),
      unverified: inClass('unverified'),
    },
    programs: entries.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
    changed,
    remarks,
  };
}
