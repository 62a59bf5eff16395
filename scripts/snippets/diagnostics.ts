import { z } from 'zod';
import type { Diagnostic } from './verdict.ts';

const RustcSpan = z.object({
  file_name: z.string(),
  line_start: z.number(),
  line_end: z.number(),
  column_start: z.number(),
  column_end: z.number(),
  is_primary: z.boolean(),
  label: z.string().nullable(),
});

const RustcMessage = z.object({
  $message_type: z.literal('diagnostic').optional(),
  message: z.string(),
  code: z.object({ code: z.string() }).nullable(),
  level: z.string(),
  spans: z.array(RustcSpan),
  children: z.array(z.object({ level: z.string(), message: z.string() })),
  rendered: z.string().nullable(),
});

const KEPT_LEVELS = ['error', 'warning', 'note', 'help'] as const;
const RE_ABORTING = /^aborting due to |^\d+ warnings? emitted$/;

/**
 * The messages of rustc's `--error-format=json`, without its closing summary. The format is that of
 * https://doc.rust-lang.org/rustc/json.html
 */
export function parseDiagnostics(stderr: string, file: string): Diagnostic[] {
  return stderr.split('\n').flatMap((line): Diagnostic[] => {
    if (!line.startsWith('{')) return [];
    const parsed = RustcMessage.safeParse(JSON.parse(line));
    if (!parsed.success) return [];
    const { message, code, level, spans, children, rendered } = parsed.data;
    const kept = KEPT_LEVELS.find(name => level.startsWith(name));
    if (!kept || RE_ABORTING.test(message)) return [];
    return [
      {
        level: kept,
        ...(code ? { code: code.code } : {}),
        message,
        spans: spans
          .filter(span => span.file_name === file)
          .map(span => ({
            line: span.line_start,
            column: span.column_start,
            endLine: span.line_end,
            endColumn: span.column_end,
            primary: span.is_primary,
            ...(span.label ? { label: span.label } : {}),
          })),
        notes: children.map(child => ({ level: child.level, message: child.message })),
        rendered: (rendered ?? message).trimEnd().split('\n'),
      },
    ];
  });
}
