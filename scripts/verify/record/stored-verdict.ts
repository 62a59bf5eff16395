// Apart from the types: what reads no stored verdict need not load the library that checks them.
import { z } from 'zod';
import { ENDINGS } from '../../system/limits.ts';
import { MeasureSchema } from '../memory/measures.ts';

/** What a record stands for: the tools that gave its verdicts, by what they call themselves. */
export const ToolchainSchema = z.strictObject({
  rustc: z.string().optional(),
  cargo: z.string().optional(),
  host: z.string().optional(),
  python: z.string().optional(),
  /** What the hovers come from. */
  'rust-analyzer': z.string().optional(),
});

const Place = z.strictObject({
  /** From 1: in the file, or for an inline program in its fence, whose own line is the first. */
  line: z.number(),
  /** From 1, in characters. */
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
});

export const SpanSchema = z.strictObject({
  ...Place.shape,
  primary: z.boolean(),
  label: z.string().optional(),
});

/** What rustc would write, and where: all edits together are one change. */
export const SuggestionSchema = z.strictObject({
  message: z.string(),
  /** rustc's own word for how sure it is, such as `MachineApplicable`. */
  applicability: z.string(),
  edits: z.array(z.strictObject({ ...Place.shape, text: z.string() })),
});

export const DiagnosticSchema = z.strictObject({
  level: z.enum(['error', 'warning', 'note', 'help']),
  code: z.string().optional(),
  message: z.string(),
  spans: z.array(SpanSchema),
  notes: z.array(
    z.strictObject({ level: z.string(), message: z.string(), spans: z.array(SpanSchema).optional() }),
  ),
  suggestions: z.array(SuggestionSchema).optional(),
  /** As rustc prints it in a terminal, without colours, a line an entry. */
  rendered: z.array(z.string()),
});

/** What rust-analyzer tells of a name, and where a program has it. */
export const HoverSchema = z.strictObject({
  type: z.string(),
  docs: z.string().optional(),
  /** `line:column+length` of each place, with spaces between; all in characters, lines and columns from 1. */
  at: z.string().regex(/^\d+:\d+\+\d+(?: \d+:\d+\+\d+)*$/),
});

/** What the toolchain said of a program, measured against its expectation. */
export const VerdictSchema = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'ignored']),
  /** How far the check went: `checked` is type-checked only, `built` is linked as well. */
  level: z.enum(['ignored', 'checked', 'built', 'ran']),
  /** Why it failed. */
  reason: z.string().optional(),
  /** What to do about it, where the reason alone tells. */
  help: z.string().optional(),
  /** What was used up, or what else happened, when the program, or rustc at work on it, was ended. */
  ended: z.enum(ENDINGS).optional(),
  /** The line that the reason is about: in the fence, whose own line is the first, and the default. */
  line: z.number().optional(),
  /** rustc's error codes, in the order of their errors. */
  codes: z.array(z.string()),
  diagnostics: z.array(DiagnosticSchema),
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
  /** Of a picture of memory: what a run told of its variables. */
  measured: z.array(MeasureSchema).optional(),
  /** What was masked in the output, as it is never the same twice. */
  masked: z.array(z.string()).optional(),
  /** What rust-analyzer knows of the program's names; missing where it was never asked. */
  hovers: z.array(HoverSchema).optional(),
});
