import { describe } from '../languages/expectation.ts';
import type { Snippet } from '../verify/programs/find-snippets.ts';
import { placeDiagnostics } from '../verify/programs/place-diagnostics.ts';
import { median, type WallTime } from '../verify/time/wall-time.ts';
import type { Verification, Verified } from '../verify/verify.ts';
import type { Problem } from '../diagnostics/problem.ts';
import { count } from '../diagnostics/report.ts';
import { listNames } from '../diagnostics/nearest.ts';
import type { Context } from './command.ts';

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
  times: ReadonlyMap<string, WallTime> = new Map(),
): { summary: Record<string, number>; programs: Entry[] } {
  const bySnippet = new Map(
    verification.programs.flatMap(entry => entry.program.snippets.map(snippet => [snippet, entry] as const)),
  );
  const placeOf = ({ file, line }: { file: string; line: number }) => `${line} ${file}`;
  const byPlace = Map.groupBy(problems, placeOf);
  const entries = blocks.map(block => {
    const entry = block.snippet && bySnippet.get(block.snippet);
    const own = linesOf(block).flatMap(line => byPlace.get(placeOf({ file: block.file, line })) ?? []);
    return { ...toEntry(block, entry, own), ...wallTimeOf(block, entry, times) };
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

/** Where the block asks for it. */
function wallTimeOf(
  { snippet }: Checked,
  entry: Verified | undefined,
  times: ReadonlyMap<string, WallTime>,
): { wallTime?: WallTime & { median: number } } {
  const time = snippet?.expectation?.time && times.get(entry?.program.key ?? '');
  return time ? { wallTime: { median: median(time), ...time } } : {};
}

/** Where a block's problems may stand: at its fence, or in a transcript at the line that they are about. */
function linesOf({ line, snippet }: Checked): number[] {
  if (snippet?.expectation?.language !== 'console') return [line];
  return Array.from({ length: snippet.to - snippet.from + 1 }, (_, index) => line + index);
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

/** Tells once what programs could take without being ended. */
export function noteUnenforced(report: Context['report'], { unenforced }: Verification): void {
  if (unenforced.length > 0)
    report.note(`programs ran without limits on ${listNames(unenforced)} on this machine`);
}
