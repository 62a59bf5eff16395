import type { ExitCode } from './exit-code.ts';

/** What is wrong with the content, with its place and the way out. */
export interface Problem {
  /** A stable name for this kind of problem, such as `unknown-audience`. */
  kind: string;
  severity: 'error' | 'warning';
  message: string;
  /** What to write instead. */
  help: string;
  /** Relative to the talk's folder, unless the file was named on the command line. */
  file: string;
  /** From 1; 0 when the whole file is meant. */
  line: number;
  /** The id of the slide, where there is one. */
  slide?: string;
  /** What a tool said about it, verbatim: rustc's rendered diagnostics, for example. */
  detail?: string;
}

/** Ends a command with an exit code; the message and the problems are for people. */
export class OxideckError extends Error {
  readonly exitCode: ExitCode;
  readonly help: string;
  readonly problems: readonly Problem[];

  constructor(exitCode: ExitCode, message: string, help = '', problems: readonly Problem[] = []) {
    super(message);
    this.name = 'OxideckError';
    this.exitCode = exitCode;
    this.help = help;
    this.problems = problems;
  }
}

/** Sorted by file, then line, then kind; a problem found twice is kept once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map(p => [JSON.stringify([p.file, p.line, p.kind, p.message]), p]));
  return [...unique.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.kind, b.kind),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
