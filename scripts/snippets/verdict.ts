import { z } from 'zod';
import { HoverSchema } from './hovers.ts';
import { ENDINGS } from './limits.ts';

const Place = z.strictObject({
  /** From 1: in the file, or for an inline program in its fence, whose own line is the first. */
  line: z.number(),
  /** From 1, in characters. */
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
});

const Span = z.strictObject({ ...Place.shape, primary: z.boolean(), label: z.string().optional() });
export type Span = z.infer<typeof Span>;

/** What rustc would write, and where: all edits together are one change. */
const Suggestion = z.strictObject({
  message: z.string(),
  /** rustc's own word for how sure it is, such as `MachineApplicable`. */
  applicability: z.string(),
  edits: z.array(z.strictObject({ ...Place.shape, text: z.string() })),
});
export type Suggestion = z.infer<typeof Suggestion>;

const Diagnostic = z.strictObject({
  level: z.enum(['error', 'warning', 'note', 'help']),
  code: z.string().optional(),
  message: z.string(),
  spans: z.array(Span),
  notes: z.array(z.strictObject({ level: z.string(), message: z.string(), spans: z.array(Span).optional() })),
  suggestions: z.array(Suggestion).optional(),
  /** As rustc prints it in a terminal, without colours, a line an entry. */
  rendered: z.array(z.string()),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

/** What the toolchain said of a program, measured against its expectation. */
export const VerdictSchema = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'ignored']),
  /** How far the check went: `checked` is type-checked only, `built` is linked as well. */
  level: z.enum(['ignored', 'checked', 'built', 'ran']),
  /** Why it failed. */
  reason: z.string().optional(),
  /** What was used up, or what else happened, when the program, or rustc at work on it, was ended. */
  ended: z.enum(ENDINGS).optional(),
  /** The line that the reason is about: in the fence, whose own line is the first, and the default. */
  line: z.number().optional(),
  /** rustc's error codes, in the order of their errors. */
  codes: z.array(z.string()),
  diagnostics: z.array(Diagnostic),
  /** What the program printed, a line an entry. */
  stdout: z.array(z.string()),
  stderr: z.array(z.string()),
  /** Of a transcript: each command that ran, with what it printed, both streams as in a terminal. */
  commands: z
    .array(
      z.strictObject({
        command: z.string(),
        output: z.array(z.string()),
        exitCode: z.number().optional(),
      }),
    )
    .optional(),
  exitCode: z.number().optional(),
  signal: z.string().optional(),
  /** Of a picture of memory: what rustc was asked, and answered as drawn. */
  confirmed: z.array(z.string()).optional(),
  /** What was masked in the output, as it is never the same twice. */
  masked: z.array(z.string()).optional(),
  /** What rust-analyzer knows of the program's names; missing where it was never asked. */
  hovers: z.array(HoverSchema).optional(),
});
export type Verdict = z.infer<typeof VerdictSchema>;

export const IGNORED: Verdict = {
  verdict: 'ignored',
  level: 'ignored',
  codes: [],
  diagnostics: [],
  stdout: [],
  stderr: [],
};
