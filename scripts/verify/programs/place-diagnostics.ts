import type { Snippet } from './find-snippets.ts';
import type { Diagnostic, Span } from '../../languages/verdict.ts';

type Extent = Pick<Span, 'line' | 'column' | 'endLine' | 'endColumn'>;

/** A place in a file, from 1; the column in characters. */
interface Place {
  line: number;
  column: number;
}

/** A mark that was taken away with all that stood before it on its line. */
const RE_HIDDEN = /^\s*#(?: |$)/;
const RE_ESCAPED = /^\s*##/;

/** A program's diagnostics with their spans in the file that its author edits. */
export function placeDiagnostics(diagnostics: readonly Diagnostic[], snippet: Snippet): object[] {
  const file = snippet.path ?? snippet.file;
  const place = snippet.path === undefined ? placeInFence(snippet) : (asIs: Place) => asIs;
  const placed = <T extends Extent>(span: T) => {
    const end = place({ line: span.endLine, column: span.endColumn });
    return { ...span, file, ...place(span), endLine: end.line, endColumn: end.column };
  };
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

/**
 * Line 1 of an inline program is its fence's own. What stands in none of the lines that its author wrote, such
 * as the end of a `main` that was made, is told at the nearest of them.
 */
function placeInFence(snippet: Snippet): (place: Place) => Place {
  const { whole, columns, lines, line: fence, origin = fence } = snippet;
  const sources = whole === '' ? [] : whole.replace(/\n$/, '').split('\n');
  return ({ line, column }) => {
    const index = Math.min(line - 2, sources.length - 1);
    const source = sources[index];
    if (source === undefined) return { line: fence, column: 1 };
    const before = columns?.[index] ?? 0;
    const end = before + [...source].length + 1;
    const past = line - 2 > index;
    return {
      line: lines?.[index] ?? origin + index + 1,
      column: past ? end : Math.max(1, Math.min(column + before + markLength(source), end)),
    };
  };
}

function markLength(source: string): number {
  return RE_ESCAPED.test(source) ? 1 : (source.match(RE_HIDDEN)?.[0].length ?? 0);
}
