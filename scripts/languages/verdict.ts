import type { z } from 'zod';
import type {
  DiagnosticSchema,
  SpanSchema,
  SuggestionSchema,
  VerdictSchema,
} from '../verify/record/stored-verdict.ts';

export type Span = z.infer<typeof SpanSchema>;

/** What rustc would write, and where: all edits together are one change. */
export type Suggestion = z.infer<typeof SuggestionSchema>;

export type Diagnostic = z.infer<typeof DiagnosticSchema>;

/** What the toolchain said of a program, measured against its expectation. */
export type Verdict = z.infer<typeof VerdictSchema>;

export const IGNORED: Verdict = {
  verdict: 'ignored',
  level: 'ignored',
  codes: [],
  diagnostics: [],
  stdout: [],
  stderr: [],
};
