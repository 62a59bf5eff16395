import type { Shown } from '../../scripts/slidev/assemble.ts';
import type { Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import type { Verdict } from '../../scripts/languages/verdict.ts';

const NOTHING: Omit<Verdict, 'level'> = {
  verdict: 'pass',
  codes: [],
  diagnostics: [],
  stdout: [],
  stderr: [],
};

export const RAN: Verdict = {
  ...NOTHING,
  level: 'ran',
  stdout: ['12 in all'],
  exitCode: 0,
};

export const REJECTED: Verdict = {
  ...NOTHING,
  level: 'checked',
  codes: ['E0382'],
  diagnostics: [
    {
      level: 'error',
      code: 'E0382',
      message: 'borrow of moved value: `tray`',
      spans: [],
      notes: [],
      rendered: ['error[E0382]: borrow of moved value: `tray`'],
    },
  ],
};

export const PANICKED: Verdict = {
  ...NOTHING,
  level: 'ran',
  stderr: ["thread 'main' panicked at ledger.rs:3:5:", 'the till is "open"', 'note: run with backtrace'],
  exitCode: 101,
};

/** The verdict that each program of the sound talk would be given. */
export function verdictOf(snippet: Snippet): Shown | undefined {
  if (!snippet.expectation) return undefined;
  const program = { edition: '2024', crates: [] } as const;
  if (snippet.expectation.language === 'python') {
    return { verdict: { ...RAN, stdout: ['seams: 12'] }, by: 'Python 3.12.0', program };
  }
  const verdict = snippet.expectation.outcome === 'compile_fail' ? REJECTED : RAN;
  return { verdict, by: 'rustc 1.90.0', program };
}
