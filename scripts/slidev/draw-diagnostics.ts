import type { Snippet } from '../snippets/find-snippets.ts';
import type { Diagnostic, Span, Suggestion } from '../snippets/verdict.ts';
import type {
  DrawnLine,
  Drawing,
  Finding,
  FixPiece,
  Label,
  Mark,
  MarkKind,
  Remark,
} from './addon/drawing.ts';
import { LABEL_GAP, LABEL_RATIO, stackLabels } from './stack-labels.ts';

/** The shown lines with their places in the program, by those. */
interface Shown {
  texts: readonly string[];
  /** The index of a shown line by its line in the program. */
  indexOf: ReadonlyMap<number, number>;
  cutOf(line: number): number;
}

/** A label before it has its row. */
type Placed = Required<Pick<Label, 'at' | 'kind' | 'text'>> & Pick<Label, 'finding'>;

/** A fix of more lines is told in words only. */
const FIX_LINES = 3;
/** How many characters a line has at each size of code but the smallest, which has 100. */
const LINE_COLUMNS = [75, 90];
/** How many it has in half of the slide's width. */
const NARROW_COLUMNS = [43, 48];
/** How many characters a line has where code is set smaller than usual. */
const ROOMY_COLUMNS = 88;

/**
 * What rustc says of a program, placed on the lines that a slide shows of it. A place that is not shown is told in
 * words; a span that ends beyond its line ends with it.
 */
export function drawDiagnostics(
  snippet: Snippet,
  diagnostics: readonly Diagnostic[],
  narrow = false,
): Drawing {
  const shown = shownOf(snippet);
  const sizes = narrow ? NARROW_COLUMNS : LINE_COLUMNS;
  const columns = sizes.find(count => shown.texts.every(text => text.length <= count)) ?? (narrow ? 48 : 100);
  const rejected = diagnostics.some(({ level }) => level === 'error');
  const told = diagnostics.filter(({ level }) => level === (rejected ? 'error' : 'warning'));
  const lines = new Map<number, { marks: Mark[]; through?: MarkKind; labels: Placed[] }>();
  const lineAt = (index: number) => {
    const line = lines.get(index) ?? { marks: [], labels: [] };
    lines.set(index, line);
    return line;
  };
  const findings = told.map((diagnostic, index): Finding => {
    const elsewhere: Remark[] = [];
    for (const span of diagnostic.spans) {
      const kind = span.primary ? 'primary' : 'secondary';
      const place = placeOf(span, shown);
      if (!place) {
        if (span.label) elsewhere.push({ level: 'elsewhere', text: awayFrom(snippet, span, span.label) });
        continue;
      }
      if (place.indices.length === 1) {
        const [line = 0] = place.indices;
        lineAt(line).marks.push({ from: place.from, to: place.to, kind });
      } else {
        for (const line of place.indices) {
          const drawn = lineAt(line);
          drawn.through = drawn.through === 'primary' ? 'primary' : kind;
        }
      }
      if (!span.label) continue;
      const finding = told.length > 1 ? { finding: index + 1 } : {};
      const at = place.indices.length === 1 ? place.from : indentOf(shown, place.indices.at(-1));
      lineAt(place.indices.at(-1) ?? 0).labels.push({ at, kind, text: span.label, ...finding });
    }
    const { level, code, message } = diagnostic;
    return {
      level: level === 'warning' ? 'warning' : 'error',
      ...(code ? { code } : {}),
      message,
      remarks: [...elsewhere, ...remarksOf(diagnostic, shown)],
    };
  });
  const drawn = [...lines].sort(([a], [b]) => a - b);
  return {
    lines: drawn.map(([line, { marks, through, labels }]): DrawnLine => {
      const rows = stackLabels(labels, columns);
      const beside = labels.length > 0 && rows.length === 1 && rows[0]?.length === 1;
      return {
        line,
        marks: marks.sort((a, b) => a.from - b.from || a.to - b.to),
        ...(through ? { through } : {}),
        rows,
        ...(beside && hasRoomBehind(shown.texts[line] ?? '', labels[0]?.text ?? '') ? { beside } : {}),
      };
    }),
    findings,
  };
}

function hasRoomBehind(text: string, label: string): boolean {
  return text.length + LABEL_GAP + label.length * LABEL_RATIO <= ROOMY_COLUMNS;
}

function shownOf({ shown, places = [] }: Snippet): Shown {
  const texts = shown.replace(/\n$/, '').split('\n');
  return {
    texts,
    indexOf: new Map(places.slice(0, texts.length).map(({ line }, index) => [line, index])),
    cutOf: line => places.find(place => place.line === line)?.cut ?? 0,
  };
}

/** The shown lines that a span goes through, and where it begins and ends on the only one; none where none is shown. */
function placeOf(
  span: Pick<Span, 'line' | 'column' | 'endLine' | 'endColumn'>,
  shown: Shown,
): { indices: number[]; from: number; to: number } | undefined {
  const indices = [...shown.indexOf]
    .filter(([line]) => line >= span.line && line <= Math.max(span.line, span.endLine))
    .map(([, index]) => index)
    .sort((a, b) => a - b);
  const [first] = indices;
  if (first === undefined) return undefined;
  const text = shown.texts[first] ?? '';
  const begins = shown.indexOf.get(span.line) === first;
  const ends = shown.indexOf.get(span.endLine) === first;
  const cut = shown.cutOf(begins ? span.line : span.endLine);
  const from = begins ? offsetOf(text, span.column - cut) : indentOf(shown, first);
  const to = ends ? offsetOf(text, span.endColumn - cut) : text.length;
  return { indices, from, to: Math.max(from, to) };
}

/** rustc counts characters from 1; what lies beyond the line is its end. */
function offsetOf(text: string, column: number): number {
  return [...text].slice(0, Math.max(0, column - 1)).join('').length;
}

function indentOf({ texts }: Shown, index = 0): number {
  return texts[index]?.match(/^\s*/)?.[0].length ?? 0;
}

function awayFrom({ path, origin, line: fence, steps }: Snippet, span: Span, label: string): string {
  if (!path)
    return `${label} (in a hidden line${steps || origin !== undefined ? '' : ` after line ${fence}`})`;
  return `${label} (line ${span.line} of ${path.split('/').at(-1)}, not shown)`;
}

/** Helps that show a change first, as they teach most; then the rest in rustc's order. */
function remarksOf({ notes, suggestions = [] }: Diagnostic, shown: Shown): Remark[] {
  const fixes = suggestions.flatMap((suggestion): Remark[] => {
    const fix = fixOf(suggestion, shown);
    return fix ? [{ level: 'help', text: suggestion.message, fix }] : [];
  });
  // Alternatives share their words: the first one stands for all.
  const first = fixes.filter((fix, index) => fixes.findIndex(({ text }) => text === fix.text) === index);
  const fixed = new Set(first.map(({ text }) => text));
  const words = notes.filter(({ message }) => !fixed.has(message));
  return [...first, ...words.map(({ level, message }) => ({ level, text: message }))];
}

/** The lines as a suggestion would leave them; undefined where not all of it is shown, or it is too long to be. */
function fixOf({ edits }: Suggestion, shown: Shown): FixPiece[][] | undefined {
  const byLine = new Map<number, { from: number; to: number; text: string }[]>();
  for (const edit of edits) {
    const index = shown.indexOf.get(edit.line);
    if (index === undefined || edit.endLine !== edit.line) return undefined;
    const place = placeOf(edit, shown);
    if (!place) return undefined;
    byLine.set(index, [
      ...(byLine.get(index) ?? []),
      { from: place.from, to: place.to, text: edit.text.replace(/\n$/, '') },
    ]);
  }
  const lines = [...byLine].sort(([a], [b]) => a - b);
  const pieces = lines.flatMap(([index, changes]) => changedLines(shown.texts[index] ?? '', changes));
  return pieces.length > 0 && pieces.length <= FIX_LINES ? pieces.map(trimmed) : undefined;
}

function changedLines(
  text: string,
  changes: readonly { from: number; to: number; text: string }[],
): FixPiece[][] {
  const pieces: FixPiece[] = [];
  let at = 0;
  for (const { from, to, text: added } of changes.toSorted((a, b) => a.from - b.from)) {
    if (from < at) continue;
    pieces.push({ kind: 'same', text: text.slice(at, from) });
    pieces.push({ kind: 'removed', text: text.slice(from, to) }, { kind: 'added', text: added });
    at = to;
  }
  pieces.push({ kind: 'same', text: text.slice(at) });
  // What is added may hold ends of lines: each line is one of its own.
  const lines: FixPiece[][] = [[]];
  for (const { kind, text: words } of pieces) {
    for (const [index, part] of words.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part) lines.at(-1)?.push({ kind, text: part });
    }
  }
  return lines.filter(line => line.some(({ text: part }) => part.trim()));
}

/** Without the indentation: a fix stands alone. */
function trimmed(line: FixPiece[]): FixPiece[] {
  const [first, ...rest] = line;
  return first ? [{ ...first, text: first.text.trimStart() }, ...rest].filter(({ text }) => text) : line;
}
