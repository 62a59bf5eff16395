import { z } from 'zod';
import type { Diagnostic, Span, Suggestion } from './verdict.ts';

interface RustcSpan {
  file_name: string;
  line_start: number;
  line_end: number;
  column_start: number;
  column_end: number;
  is_primary: boolean;
  label: string | null;
  /** What rustc would write here; only in the children of a message. */
  suggested_replacement: string | null;
  suggestion_applicability: string | null;
  /** What a macro's code was expanded from. */
  expansion: { span: RustcSpan; macro_decl_name: string } | null;
}

const RustcSpan: z.ZodType<RustcSpan> = z.object({
  file_name: z.string(),
  line_start: z.number(),
  line_end: z.number(),
  column_start: z.number(),
  column_end: z.number(),
  is_primary: z.boolean(),
  label: z.string().nullable(),
  suggested_replacement: z.string().nullable(),
  suggestion_applicability: z.string().nullable(),
  expansion: z.object({ span: z.lazy(() => RustcSpan), macro_decl_name: z.string() }).nullable(),
});

const RustcMessage = z.object({
  $message_type: z.literal('diagnostic').optional(),
  message: z.string(),
  code: z.object({ code: z.string() }).nullable(),
  level: z.string(),
  spans: z.array(RustcSpan),
  children: z.array(z.object({ level: z.string(), message: z.string(), spans: z.array(RustcSpan) })),
  rendered: z.string().nullable(),
});

/** As rustc names them: `vec!`, `#[derive(Debug)]`. */
const RE_MACRO = /!$|^#\[/;
const KEPT_LEVELS = ['error', 'warning', 'note', 'help'] as const;
const RE_ABORTING = /^aborting due to |^\d+ warnings? emitted$/;

/**
 * The messages of rustc's `--error-format=json`, without its closing summary. The format is that of
 * https://doc.rust-lang.org/rustc/json.html
 */
export function parseDiagnostics(stderr: string, file: string): Diagnostic[] {
  return readMessages(stderr).map(({ message, code, level, spans, children, rendered }) => {
    const suggestions = children.flatMap(child => readSuggestions(child, file));
    return {
      level,
      ...(code ? { code: code.code } : {}),
      message,
      spans: spans.flatMap(span => spansIn(file, span)),
      notes: children.map(child => {
        const told = child.spans.filter(span => span.suggested_replacement === null);
        const placed = told.flatMap(span => spansIn(file, span));
        const { level, message } = child;
        return { level, message, ...(placed.length > 0 ? { spans: placed } : {}) };
      }),
      ...(suggestions.length > 0 ? { suggestions } : {}),
      rendered: (rendered ?? message).trimEnd().split('\n'),
    };
  });
}

/**
 * Where a span stands in the program. Code of a macro from elsewhere stands where the program calls the macro; that
 * of the program's own macro stands in both places.
 */
function spansIn(file: string, span: RustcSpan): Span[] {
  const called = span.expansion?.span;
  if (span.file_name !== file) {
    return called ? spansIn(file, { ...called, is_primary: span.is_primary, label: span.label }) : [];
  }
  const own = {
    ...placeOf(span),
    primary: span.is_primary,
    ...(span.label ? { label: span.label } : {}),
  };
  // A `for` or a `?` is expanded too, but no author calls that a macro.
  const isMacro = span.expansion && RE_MACRO.test(span.expansion.macro_decl_name);
  if (called?.file_name !== file || !isMacro) return [own];
  return [own, ...spansIn(file, { ...called, is_primary: false, label: 'in this macro invocation' })];
}

function placeOf(span: RustcSpan): Pick<Span, 'line' | 'column' | 'endLine' | 'endColumn'> {
  return {
    line: span.line_start,
    column: span.column_start,
    endLine: span.line_end,
    endColumn: span.column_end,
  };
}

/** rustc lists alternatives one behind the other: what would change the same place again begins the next one. */
function readSuggestions(
  { message, spans }: z.infer<typeof RustcMessage>['children'][number],
  file: string,
): Suggestion[] {
  const suggestions: Suggestion[] = [];
  for (const span of spans) {
    if (span.suggested_replacement === null || span.file_name !== file) continue;
    const edit = { ...placeOf(span), text: span.suggested_replacement };
    const last = suggestions.at(-1);
    if (last && !last.edits.some(other => meet(other, edit))) last.edits.push(edit);
    else {
      const applicability = span.suggestion_applicability ?? 'Unspecified';
      suggestions.push({ message, applicability, edits: [edit] });
    }
  }
  return suggestions;
}

function meet(a: Suggestion['edits'][number], b: Suggestion['edits'][number]): boolean {
  const before = (line: number, column: number, endLine: number, endColumn: number) =>
    line < endLine || (line === endLine && column < endColumn);
  const same = a.line === b.line && a.column === b.column;
  return (
    same ||
    (before(a.line, a.column, b.endLine, b.endColumn) && before(b.line, b.column, a.endLine, a.endColumn))
  );
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
