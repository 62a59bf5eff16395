import type { Snippet } from './find-snippets.ts';
import type { Diagnostic, Span } from './verdict.ts';

type Place = Pick<Span, 'line' | 'column' | 'endLine' | 'endColumn'>;

const RE_HIDDEN = /^\s*#(?: |$)/;
const RE_ESCAPED = /^\s*##/;

/** A program's diagnostics with their spans in the file that its author edits, from 1. */
export function placeDiagnostics(diagnostics: readonly Diagnostic[], snippet: Snippet): object[] {
  const file = snippet.path ?? snippet.file;
  const placed = <T extends Place>(span: T) => ({
    ...span,
    file,
    line: lineOf(span.line, snippet),
    endLine: lineOf(span.endLine, snippet),
    column: span.column + before(span.line, snippet),
    endColumn: span.endColumn + before(span.endLine, snippet),
  });
  return diagnostics.map(({ suggestions, ...diagnostic }) => ({
    ...diagnostic,
    spans: diagnostic.spans.map(placed),
    notes: diagnostic.notes.map(({ spans, ...note }) => ({
      ...note,
      ...(spans ? { spans: spans.map(placed) } : {}),
    })),
    ...(suggestions
      ? { suggestions: suggestions.map(one => ({ ...one, edits: one.edits.map(placed) })) }
      : {}),
  }));
}

/** Line 1 of an inline program is its fence's own. */
function lineOf(line: number, { path, line: fence, origin = fence }: Snippet): number {
  return path ? line : origin + line - 1;
}

/** How much of the author's line was taken away before it: indentation, marks of a quote, the mark of a hidden line. */
function before(line: number, { path, columns, whole }: Snippet): number {
  if (path) return 0;
  const source = whole.split('\n')[line - 2] ?? '';
  const mark = RE_ESCAPED.test(source) ? 1 : RE_HIDDEN.test(source) ? 2 : 0;
  return (columns?.[line - 2] ?? 0) + mark;
}
