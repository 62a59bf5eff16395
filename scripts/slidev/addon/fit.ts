import { type Drawing, listedRemarks } from './drawing.ts';
import { partsOf, timeRows } from './wall-time.ts';

/** What stands in a program's frame. */
export interface Content {
  lines: number;
  /** The longest line, in characters. */
  columns: number;
  /** Lines of output; a long one counts for each line that it takes. */
  output: readonly number[];
  /** Whether a line says that there is more output. */
  more?: boolean | undefined;
  /** How long it takes, in a line. */
  time?: string | undefined;
  drawing?: Drawing | undefined;
  /** It has half of the slide's width. */
  narrow?: boolean | undefined;
  /** The width of its frame in pixels, where something else stands beside it. */
  width?: number | undefined;
  /** Pixels that a quiz takes beneath the code while nothing is told, beyond those it keeps. */
  asked?: number | undefined;
  /** Pixels for all this, without the verdict's line, where it stands alone. Default: what a headline of two lines leaves. */
  room?: number | undefined;
}

export interface Fit {
  /** The class that sets the size of the code; empty for the usual one. */
  size: 'ox-program-large' | '' | 'ox-program-small' | 'ox-program-tight';
  /** The height of a line of code, in pixels. */
  line: number;
  /** Labels stand behind their lines where they can, not beneath. */
  beside: boolean;
  /** How many lines of output are shown. */
  output: number;
  /** Notes stand at their places. */
  noted: boolean;
  /** How many of the remarks that are listed of each finding are shown. */
  remarks: number[];
  /** Whether there is room for what must be said. */
  fits: boolean;
  /** A quiz stands at the right of the code until all is told, as it has no room beneath. */
  aside?: true;
}

/** Under a headline of two lines, without the verdict's line. */
export const ROOM = 402;

/** A size of code, the most characters and lines that it is for, and where labels stand. */
interface Choice {
  size: Fit['size'];
  line: number;
  columns: number;
  lines: number;
  beside: boolean;
}

/** For a few short lines that stand alone, and would leave half of the slide empty. */
const LARGE = { size: 'ox-program-large', line: 44, columns: 60, lines: 6 } as const;
const USUAL = { size: '', line: 36, columns: 75, lines: 10 } as const;
const SMALL = { size: 'ox-program-small', line: 30, columns: 90, lines: Infinity } as const;
const TIGHT = { size: 'ox-program-tight', line: 26, columns: Infinity, lines: Infinity } as const;
/** From the best to what is left. */
const CHOICES: readonly Choice[] = [
  { ...USUAL, beside: false },
  { ...SMALL, beside: false },
  { ...SMALL, beside: true },
  { ...TIGHT, beside: false },
  { ...TIGHT, beside: true },
];
/** In half the width the usual size is the small one, of lines a little closer. */
const NARROW_CHOICES: readonly Choice[] = [
  { ...SMALL, line: 28, columns: 43, beside: false },
  { ...TIGHT, line: 26, beside: false },
];
/** Beside something, the pixels of a character decide. */
const BESIDE_CHOICES = [
  { ...LARGE, character: 18 },
  { ...USUAL, character: 14.4, lines: Infinity },
  { ...SMALL, character: 12 },
  { ...TIGHT, character: 10.8 },
] as const;
/** Of a character of code, in its own size. */
const CHARACTER_WIDTH = 0.6;
/** The margins of a frame beside something, in pixels, and what rounding takes. */
const BESIDE_MARGINS = 38;
const NARROW_ROOM = 352;
const NARROW_WIDTH = 552;
/** Characters on one line, about, of what is said in all of the width, and in half of it. */
const WIDE_COLUMNS = { label: 110, message: 56, remark: 110, time: 120 };
const NARROW_COLUMNS = { label: 56, message: 46, remark: 44, time: 56 };
/** What a character of a label takes of the width of one of code. */
const LABEL_RATIO = 0.72;
/** A line of what is said, in pixels. */
const ROW = 28;
const PADDING = 12;
/** How much wider code would be if it had all of the slide, and not what a quiz at its right leaves. */
const ASIDE = 1.85;
/** The verdict's own line, which is not there before it is told. */
const VERDICT = 42;
const LEAST_OUTPUT = 3;
/** A line of a wall time, what is beneath it, and characters on one line, about. */
const TIME_ROW = 26;
const TIME_PADDING = 10;
/** Pixels of the time itself, where it stands alone. */
const NARROW_TIME_HEAD = 36;
/** Characters of output on one line, and the pixels of one. */
const OUTPUT_COLUMNS = 90;
const OUTPUT_CHARACTER = 12;

/**
 * The largest code that leaves room for what must be said. Then, as far as there is room, a fix and the notes: these
 * are in the handout and in the whole program's window too.
 */
export function fitProgram(content: Content): Fit {
  const { asked, lines, columns, room = ROOM } = content;
  if (asked && lines * SMALL.line > room + VERDICT - asked) {
    return { ...fitProgram({ ...content, asked: 0, columns: columns * ASIDE }), aside: true };
  }
  const all = fitWith(content, content.output.length);
  if (all.fits && !content.more) return all;
  // Where some is left out, more gives way, line by line and down to a few, before the code gets small.
  for (let shown = content.output.length; shown > LEAST_OUTPUT; shown--) {
    const fit = fitWith(content, shown);
    if (fit.fits && fit.size !== TIGHT.size) return fit;
  }
  for (let shown = content.output.length; shown > LEAST_OUTPUT; shown--) {
    const fit = fitWith(content, shown);
    if (fit.fits) return fit;
  }
  return fitWith(content, Math.min(content.output.length, LEAST_OUTPUT));
}

/** The size of code that moves, which is the same in all of its steps. */
export function smallestOf(fits: readonly Fit[]): Fit['size'] {
  return fits.reduce((a, b) => (b.line < a.line ? b : a)).size;
}

function fitWith(content: Content, shown: number): Fit {
  const { lines, columns, drawing, narrow, time, asked = 0 } = content;
  const { room = narrow ? NARROW_ROOM : ROOM } = content;
  const across = columnsOf(content);
  const cut = content.more || shown < content.output.length ? 1 : 0;
  const output = content.output.slice(0, shown).reduce((sum, count) => sum + count, 0) + (shown && cut);
  const findings = drawing?.findings ?? [];
  const rows = (beside: boolean) =>
    (drawing?.lines ?? []).reduce(
      (sum, line) => sum + (beside && line.beside ? 0 : rowsOf(line.rows, across)),
      0,
    );
  const messages = findings.map(({ message }) => linesOf(message, across.message));
  // One message stands on the verdict's own line, where that is wide enough.
  const more =
    messages.reduce((sum, count) => sum + count, 0) -
    (findings.length === 1 && across === WIDE_COLUMNS ? 1 : 0);
  const elsewhere = findings.flatMap(({ remarks }) => remarks.filter(({ level }) => level === 'elsewhere'));
  const must =
    more * ROW +
    heightOf(elsewhere, across) +
    (findings.length > 0 ? PADDING : 0) +
    (output ? output * ROW + PADDING : 0) +
    (time ? timeHeight(time, across.time, narrow) : 0);
  const leaves = (choice: Choice) => {
    const told = room - must - rows(choice.beside) * ROW - lines * choice.line;
    return room + VERDICT - asked < lines * choice.line ? -Infinity : told;
  };
  const notes = (drawing?.lines ?? []).reduce((sum, line) => sum + rowsOf(line.notes ?? [], across), 0);
  const optional = findings.flatMap(({ remarks }) => remarks.filter(({ level }) => level !== 'elsewhere'));
  // Larger than usual is for what leaves room beside all that could be said.
  const roomy = leaves({ ...LARGE, beside: false }) >= heightOf(optional, across) + notes * ROW;
  const choices = choicesFor(content, roomy);
  const fitting = (extra: number) =>
    choices.find(choice => columns <= choice.columns && lines <= choice.lines && leaves(choice) >= extra);
  const fix = findings[0]?.remarks.find(remark => remark.fix);
  const withFix = fitting(fix ? heightOf([fix], across) : 0);
  // A fix is worth a smaller size, but not the smallest.
  const found = (withFix?.size === TIGHT.size ? undefined : withFix) ?? fitting(0);
  const choice = found ?? { ...TIGHT, beside: across === WIDE_COLUMNS };
  let left = leaves(choice);
  const noted = notes > 0 && left - (fix && withFix ? heightOf([fix], across) : 0) >= notes * ROW;
  if (noted) left -= notes * ROW;
  const remarks = findings.map(finding => {
    let count = 0;
    for (const remark of listedRemarks(finding, noted)) {
      const height = remark.level === 'elsewhere' ? 0 : heightOf([remark], across);
      if (height > 0 && height > left) break;
      left -= height;
      count++;
    }
    return count;
  });
  const { size, line, beside } = choice;
  return { size, line, beside, output: shown, noted, remarks, fits: !!found };
}

/** In half the width, the time itself stands alone, and large. */
function timeHeight(time: string, columns: number, narrow = false): number {
  const parts = partsOf(time);
  const rows = timeRows(narrow ? parts.slice(1) : parts, columns);
  return rows * TIME_ROW + TIME_PADDING + (narrow ? NARROW_TIME_HEAD : 0);
}

type Columns = typeof WIDE_COLUMNS;

function columnsOf({ narrow, width }: Content): Columns {
  if (width === undefined) return narrow ? NARROW_COLUMNS : WIDE_COLUMNS;
  const within = (columns: number) => Math.floor((columns * width) / NARROW_WIDTH);
  const { label, message, remark, time } = NARROW_COLUMNS;
  return { label: within(label), message: within(message), remark: within(remark), time: within(time) };
}

/** @param roomy whether code that is larger than usual leaves room for all that could be said */
function choicesFor({ narrow, width, room }: Content, roomy: boolean): readonly Choice[] {
  const large = room !== undefined && roomy;
  if (width !== undefined) return besideChoices(width).slice(large ? 0 : 1);
  if (narrow) return NARROW_CHOICES;
  return large ? [{ ...LARGE, beside: false }, ...CHOICES] : CHOICES;
}

function besideChoices(width: number): Choice[] {
  return BESIDE_CHOICES.map(({ character, ...choice }) => ({
    ...choice,
    columns: choice.size === TIGHT.size ? Infinity : Math.floor((width - BESIDE_MARGINS) / character),
    beside: false,
  }));
}

/** The width of the narrowest frame whose lines have room at each size of code, from the largest. */
export function besideWidths(columns: number): { size: Fit['size']; code: number; width: number }[] {
  return BESIDE_CHOICES.map(({ size, character }) => ({
    size,
    code: character / CHARACTER_WIDTH,
    width: Math.ceil(columns * character) + BESIDE_MARGINS,
  }));
}

/** Labels beneath a line: in half the width, a long one takes several lines. */
function rowsOf(rows: Drawing['lines'][number]['rows'], { label }: Columns): number {
  const heights = rows.map(row =>
    row.map(({ at, text = '', wraps }) => {
      if (label === WIDE_COLUMNS.label && !wraps) return 1;
      const room = wraps ? label - at / LABEL_RATIO : label;
      return Math.max(1, Math.ceil(text.replaceAll('`', '').length / Math.max(1, room)));
    }),
  );
  return heights.reduce((sum, row) => sum + Math.max(...row), 0);
}

function heightOf(remarks: readonly { text: string; fix?: unknown[] }[], { remark }: Columns): number {
  return remarks.reduce((sum, { text, fix }) => sum + (linesOf(text, remark) + (fix?.length ?? 0)) * ROW, 0);
}

/** What a character of code takes of the width of one of words, about. */
const CODE_RATIO = 1.2;

function linesOf(text: string, columns: number): number {
  if (text === '') return 0;
  return text
    .split('\n')
    .map(line => {
      const code = line.split('`').reduce((sum, piece, at) => sum + (at % 2 ? piece.length : 0), 0);
      return Math.max(1, Math.ceil((line.length + code * (CODE_RATIO - 1)) / columns));
    })
    .reduce((sum, count) => sum + count, 0);
}

/**
 * How many lines each line of an output takes.
 *
 * @param width of its frame, in pixels, where something else stands beside it
 */
export function outputRows(output: string | undefined, width?: number): number[] {
  const columns =
    width === undefined ? OUTPUT_COLUMNS : Math.floor((width - BESIDE_MARGINS) / OUTPUT_CHARACTER);
  return output ? output.split('\n').map(line => Math.max(1, Math.ceil(line.length / columns))) : [];
}
