import { z } from 'zod';
import type { Diagnostic } from './verdict.ts';

interface RustcSpan {
  file_name: string;
  line_start: number;
  line_end: number;
  column_start: number;
  column_end: number;
  is_primary: boolean;
  label: string | null;
  /** What a macro's code was expanded from. */
  expansion: { span: RustcSpan } | null;
}

const RustcSpan: z.ZodType<RustcSpan> = z.object({
  file_name: z.string(),
  line_start: z.number(),
  line_end: z.number(),
  column_start: z.number(),
  column_end: z.number(),
  is_primary: z.boolean(),
  label: z.string().nullable(),
  expansion: z.object({ span: z.lazy(() => RustcSpan) }).nullable(),
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
  return readMessages(stderr).map(({ message, code, level, spans, children, rendered }) => ({
    level,
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
  }));
}

/** The files to which rustc's errors belong: through a macro's expansion, to the file that calls it. */
export function filesWithErrors(stderr: string, isOurs: (file: string) => boolean): Set<string> {
  const files = new Set<string>();
  for (const { level, spans } of readMessages(stderr)) {
    if (level !== 'error') continue;
    for (const primary of spans.filter(span => span.is_primary)) {
      let span: RustcSpan | undefined = primary;
      while (span && !isOurs(span.file_name)) span = span.expansion?.span;
      if (span) files.add(span.file_name);
    }
  }
  return files;
}

type Level = (typeof KEPT_LEVELS)[number];

function readMessages(stderr: string): (Omit<z.infer<typeof RustcMessage>, 'level'> & { level: Level })[] {
  return stderr.split('\n').flatMap(line => {
    if (!line.startsWith('{')) return [];
    const { data } = RustcMessage.safeParse(parseJson(line));
    const level = KEPT_LEVELS.find(name => data?.level.startsWith(name));
    return data && level && !RE_ABORTING.test(data.message) ? [{ ...data, level }] : [];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A line that was cut off when rustc was ended.
    return undefined;
  }
}
