import { describe } from '../snippets/record.ts';
import type { Snippet } from '../snippets/find-snippets.ts';
import { placeDiagnostics } from '../snippets/place-diagnostics.ts';
import type { Verification, Verified } from '../snippets/verify.ts';
import type { Problem } from '../problem.ts';
import { count } from '../report.ts';

/** A block of code that a check has looked at. */
export interface Checked {
  file: string;
  line: number;
  /** Undefined when it holds no program. */
  snippet?: Snippet | undefined;
}

type Class = 'passed' | 'failed' | 'ignored' | 'not-rust' | 'unverified';

interface Entry {
  file: string;
  line: number;
  class: Class;
  [detail: string]: unknown;
}

/** One entry a block, in the order of the files, and a summary that adds up. */
export function checkReport(
  blocks: readonly Checked[],
  verification: Verification,
  problems: readonly Problem[],
): { summary: Record<string, number>; programs: Entry[] } {
  const bySnippet = new Map(
    verification.programs.flatMap(entry => entry.program.snippets.map(snippet => [snippet, entry] as const)),
  );
  const entries = blocks.map(block => {
    const entry = block.snippet && bySnippet.get(block.snippet);
    const own = problems.filter(problem => problem.file === block.file && covers(block, problem.line));
    return toEntry(block, entry, own);
  });
  const inClass = (name: Class) => entries.filter(entry => entry.class === name).length;
  return {
    summary: {
      programs: entries.length,
      passed: inClass('passed'),
      failed: inClass('failed'),
      ignored: inClass('ignored'),
      notRust: inClass('not-rust'),
      unverified: inClass('unverified'),
    },
    programs: entries,
  };
}

/** Whether a line is one of the block's; a problem of a transcript stands at the line that it is about. */
function covers({ line, snippet }: Checked, at: number): boolean {
  return at >= line && at <= line + (snippet ? snippet.to - snippet.from : 0);
}

function toEntry({ file, line, snippet }: Checked, entry: Verified | undefined, problems: Problem[]): Entry {
  if (!entry || !snippet) return { file, line, class: 'not-rust', problems };
  const { program, verdict, recorded } = entry;
  const classes = { pass: 'passed', fail: 'failed', ignored: 'ignored' } as const;
  return {
    file,
    line,
    expectation: describe(program.expectation),
    class: verdict ? classes[verdict.verdict] : 'unverified',
    verdict: verdict?.verdict,
    level: verdict?.level,
    recorded,
    reason: verdict?.reason ?? (program.expectation.ignoreReason || undefined),
    ended: verdict?.ended,
    problems,
    diagnostics: verdict ? placeDiagnostics(verdict.diagnostics, snippet) : [],
    stdout: (verdict?.commands?.flatMap(({ output }) => output) ?? verdict?.stdout)?.join('\n'),
    stderr: verdict?.stderr.join('\n'),
    ...(verdict?.commands ? { commands: verdict.commands } : {}),
    exitCode: verdict?.exitCode,
    durationMs: entry.milliseconds,
  };
}

/** `12 programs, 11 as expected, 1 not`, and where the verdicts come from. */
export function summarise({ programs }: Verification): string {
  const recorded = programs.filter(entry => entry.recorded);
  const by = [...new Set(recorded.flatMap(entry => entry.by.split(', ')).filter(Boolean))].sort().reverse();
  const number = (verdict: string) => programs.filter(entry => entry.verdict?.verdict === verdict).length;
  return [
    count(programs.length, 'program'),
    `${number('pass')} as expected`,
    ...(number('fail') ? [`${number('fail')} not`] : []),
    ...(number('ignored') ? [`${number('ignored')} ignored`] : []),
    ...(recorded.length ? [`${recorded.length} recorded${by.length ? ` (${by.join(', ')})` : ''}`] : []),
  ].join(', ');
}
