import type { Snippet } from '../verify/programs/find-snippets.ts';
import type { Diagnostic, Span } from '../languages/verdict.ts';
import type { DrawnLine, Drawing, Finding, Label, Mark, MarkKind, Remark } from './addon/drawing.ts';
import { drawFixes } from './draw-fixes.ts';
import { shownMessage } from './shown-output.ts';
import { indentOf, placeOf, type Shown, shownOf } from './shown-lines.ts';
import { LABEL_GAP, LABEL_RATIO, stackLabels, withStems } from './stack-labels.ts';

/** A label before it has its row. */
type Placed = Required<Pick<Label, 'at' | 'kind' | 'text'>> & Pick<Label, 'finding'>;

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
  const told = diagnostics
    .filter(({ level }) => level === (rejected ? 'error' : 'warning'))
    .map(withShownWords);
  const canvas = new Canvas(shown);
  const findings = told.map((diagnostic, index): Finding => {
    const finding = told.length > 1 ? { finding: index + 1 } : {};
    const elsewhere: Remark[] = [];
    for (const span of diagnostic.spans) {
      const kind = span.primary ? 'primary' : 'secondary';
      const label = span.label ? { text: span.label, ...finding } : undefined;
      if (canvas.draw(span, kind, label) || !span.label) continue;
      elsewhere.push({ level: 'elsewhere', text: awayFrom(snippet, span, span.label) });
    }
    const notes = diagnostic.notes.map(note => drawNote(note, snippet, canvas, finding));
    const { level, code, message } = diagnostic;
    return {
      level: level === 'warning' ? 'warning' : 'error',
      ...(code ? { code } : {}),
      message,
      remarks: [...elsewhere, ...remarksOf(diagnostic, notes, shown)],
    };
  });
  return { lines: canvas.lines(columns), findings };
}

/** A program can put words of its own into what rustc says, such as those of `compile_error!`. */
function withShownWords(diagnostic: Diagnostic): Diagnostic {
  const labelled = (span: Span) => ({ ...span, ...(span.label ? { label: shownMessage(span.label) } : {}) });
  return {
    ...diagnostic,
    message: shownMessage(diagnostic.message),
    spans: diagnostic.spans.map(labelled),
    notes: diagnostic.notes.map(({ spans, ...note }) => ({
      ...note,
      message: shownMessage(note.message),
      ...(spans ? { spans: spans.map(labelled) } : {}),
    })),
  };
}

/** A place and its label before it has its row. */
type Words = Pick<Placed, 'text' | 'finding'>;

/** What is drawn on the shown lines. */
class Canvas {
  readonly #shown: Shown;
  readonly #lines = new Map<number, { marks: Mark[]; through?: MarkKind; labels: Placed[] }>();

  constructor(shown: Shown) {
    this.#shown = shown;
  }

  /** Marks a span, and hangs its label beneath the last of its lines; false where none of them is shown. */
  draw(span: Span, kind: MarkKind, label: Words | undefined): boolean {
    const place = placeOf(span, this.#shown);
    if (!place) return false;
    const last = place.indices.at(-1) ?? 0;
    const single = place.indices.length === 1;
    if (single) this.#at(last).marks.push({ from: place.from, to: place.to, kind });
    else {
      for (const index of place.indices) {
        const line = this.#at(index);
        line.through = stronger(line.through, kind);
      }
    }
    if (label)
      this.#at(last).labels.push({ at: single ? place.from : indentOf(this.#shown, last), kind, ...label });
    return true;
  }

  lines(columns: number): DrawnLine[] {
    const drawn = [...this.#lines].sort(([a], [b]) => a - b);
    return drawn.map(([line, { marks, through, labels }]): DrawnLine => {
      const own = labels.filter(({ kind }) => kind !== 'note');
      const rows = stackLabels(own, columns);
      const notes = stackLabels(
        labels.filter(({ kind }) => kind === 'note'),
        columns,
      );
      const beside =
        own.length > 0 &&
        rows.length === 1 &&
        rows[0]?.length === 1 &&
        hasRoomBehind(this.#shown.texts[line] ?? '', own[0]?.text ?? '');
      return {
        line,
        marks: marks.sort((a, b) => a.from - b.from || a.to - b.to),
        ...(through ? { through } : {}),
        rows: withStems(rows, notes),
        ...(notes.length > 0 ? { notes } : {}),
        ...(beside ? { beside } : {}),
      };
    });
  }

  #at(index: number) {
    const line = this.#lines.get(index) ?? { marks: [], labels: [] };
    this.#lines.set(index, line);
    return line;
  }
}

const STRENGTH: readonly MarkKind[] = ['note', 'secondary', 'primary'];

function stronger(a: MarkKind | undefined, b: MarkKind): MarkKind {
  return a && STRENGTH.indexOf(a) > STRENGTH.indexOf(b) ? a : b;
}

/**
 * A note of rustc's with its places. Its words stand at the first, where that has no label of its own; where it is
 * not shown, they say where it is.
 */
function drawNote(
  { level, message, spans = [] }: Diagnostic['notes'][number],
  snippet: Snippet,
  canvas: Canvas,
  finding: Pick<Placed, 'finding'>,
): Remark {
  const [first] = spans;
  const placed = spans.map(span => {
    const own = span === first && !span.label ? `${level}: ${message}` : span.label;
    return canvas.draw(span, 'note', own ? { text: own, ...finding } : undefined);
  });
  if (first && !placed[0]) return { level, text: awayFrom(snippet, first, message) };
  return { level, text: message, ...(first && !first.label ? { placed: true } : {}) };
}

function hasRoomBehind(text: string, label: string): boolean {
  return text.length + LABEL_GAP + label.length * LABEL_RATIO <= ROOMY_COLUMNS;
}

function awayFrom({ path, origin, line: fence, steps }: Snippet, span: Span, label: string): string {
  if (!path)
    return `${label} (in a hidden line${steps || origin !== undefined ? '' : ` after line ${fence}`})`;
  return `${label} (line ${span.line} of ${path.split('/').at(-1)}, not shown)`;
}

/** Helps that show a change first, as they teach most; then the rest in rustc's order. */
function remarksOf({ suggestions = [] }: Diagnostic, notes: readonly Remark[], shown: Shown): Remark[] {
  const helps = drawFixes(suggestions, shown);
  return [...helps, ...notes.filter(({ text }) => !helps.some(help => help.text === text))];
}
