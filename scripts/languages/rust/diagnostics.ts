import { readMessages, type RustcNote, type RustcSpan } from './rustc-messages.ts';
import type { Diagnostic, Span, Suggestion } from '../verdict.ts';

/** As rustc names them: `vec!`, `#[derive(Debug)]`. */
const RE_MACRO = /!$|^#\[/;

/** What rustc's `--error-format=json` says of a file, without its closing summary. */
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
function readSuggestions({ message, spans }: RustcNote, file: string): Suggestion[] {
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
