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
const NARROW_ROOM = 352;
const NARROW_LABEL_COLUMNS = 56;
/** Characters of a label on one line, about, and what one takes of the width of one of code. */
const LABEL_COLUMNS = 110;
const LABEL_RATIO = 0.72;
const NARROW_MESSAGE_COLUMNS = 46;
const NARROW_REMARK_COLUMNS = 44;
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
const TIME_COLUMNS = 120;
const NARROW_TIME_COLUMNS = 56;
const NARROW_TIME_HEAD = 36;
/** Characters of output on one line. */
const OUTPUT_COLUMNS = 90;
/** Characters of a remark, or of a message behind a verdict, on one line, about. */
const REMARK_COLUMNS = 110;
const MESSAGE_COLUMNS = 56;

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

function fitWith(content: Content, shown: number): Fit & { fits: boolean } {
  const { lines, columns, drawing, narrow, time, asked = 0, room = narrow ? NARROW_ROOM : ROOM } = content;
  const cut = content.more || shown < content.output.length ? 1 : 0;
  const output = content.output.slice(0, shown).reduce((sum, count) => sum + count, 0) + (shown && cut);
  const findings = drawing?.findings ?? [];
  const rows = (beside: boolean) =>
    (drawing?.lines ?? []).reduce(
      (sum, line) => sum + (beside && line.beside ? 0 : rowsOf(line.rows, !!narrow)),
      0,
    );
  const wide = narrow ? NARROW_MESSAGE_COLUMNS : MESSAGE_COLUMNS;
  const messages = findings.map(({ message }) => linesOf(message, wide));
  // One message stands on the verdict's own line, where that is wide enough.
  const more = messages.reduce((sum, count) => sum + count, 0) - (findings.length === 1 && !narrow ? 1 : 0);
  const elsewhere = findings.flatMap(({ remarks }) => remarks.filter(({ level }) => level === 'elsewhere'));
  const must =
    more * ROW +
    heightOf(elsewhere, narrow) +
    (findings.length > 0 ? PADDING : 0) +
    (output ? output * ROW + PADDING : 0) +
    (time ? timeHeight(time, narrow) : 0);
  const leaves = (choice: Choice) => {
    const told = room - must - rows(choice.beside) * ROW - lines * choice.line;
    return room + VERDICT - asked < lines * choice.line ? -Infinity : told;
  };
  const notes = (drawing?.lines ?? []).reduce((sum, line) => sum + rowsOf(line.notes ?? [], !!narrow), 0);
  const optional = findings.flatMap(({ remarks }) => remarks.filter(({ level }) => level !== 'elsewhere'));
  const large = { ...LARGE, beside: false };
  // Larger than usual is for what leaves room beside all that could be said.
  const roomy = leaves(large) >= heightOf(optional, narrow) + notes * ROW;
  const choices = content.room !== undefined && roomy ? [large, ...CHOICES] : CHOICES;
  const fitting = (extra: number) =>
    (narrow ? NARROW_CHOICES : choices).find(
      choice => columns <= choice.columns && lines <= choice.lines && leaves(choice) >= extra,
    );
  const fix = findings[0]?.remarks.find(remark => remark.fix);
  const withFix = fitting(fix ? heightOf([fix], narrow) : 0);
  // A fix is worth a smaller size, but not the smallest.
  const found = (withFix?.size === TIGHT.size ? undefined : withFix) ?? fitting(0);
  const choice = found ?? { ...TIGHT, beside: !narrow };
  let left = leaves(choice);
  const noted = notes > 0 && left - (fix && withFix ? heightOf([fix], narrow) : 0) >= notes * ROW;
  if (noted) left -= notes * ROW;
  const remarks = findings.map(finding => {
    let count = 0;
    for (const remark of listedRemarks(finding, noted)) {
      const height = remark.level === 'elsewhere' ? 0 : heightOf([remark], narrow);
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
function timeHeight(time: string, narrow = false): number {
  const parts = partsOf(time);
  const rows = narrow ? timeRows(parts.slice(1), NARROW_TIME_COLUMNS) : timeRows(parts, TIME_COLUMNS);
  return rows * TIME_ROW + TIME_PADDING + (narrow ? NARROW_TIME_HEAD : 0);
}

/** Labels beneath a line: in half the width, a long one takes several lines. */
function rowsOf(rows: Drawing['lines'][number]['rows'], narrow: boolean): number {
  const heights = rows.map(row =>
    row.map(({ at, text = '', wraps }) => {
      if (!narrow && !wraps) return 1;
      const columns = narrow ? NARROW_LABEL_COLUMNS : LABEL_COLUMNS;
      const room = wraps ? columns - at / LABEL_RATIO : columns;
      return Math.max(1, Math.ceil(text.replaceAll('`', '').length / Math.max(1, room)));
    }),
  );
  return heights.reduce((sum, row) => sum + Math.max(...row), 0);
}

function heightOf(remarks: readonly { text: string; fix?: unknown[] }[], narrow = false): number {
  const columns = narrow ? NARROW_REMARK_COLUMNS : REMARK_COLUMNS;
  return remarks.reduce((sum, { text, fix }) => sum + (linesOf(text, columns) + (fix?.length ?? 0)) * ROW, 0);
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

/** How many lines each line of an output takes. */
export function outputRows(output: string | undefined): number[] {
  return output ? output.split('\n').map(line => Math.max(1, Math.ceil(line.length / OUTPUT_COLUMNS))) : [];
}

/** Characters and height of a line of rustc's words: as large as code where there is room, else as small as it gets. */
const TERMINAL = { line: 28, columns: 90 };
const TERMINAL_SMALL = { line: 24, columns: 100 };
const TERMINAL_PADDING = 16;
/** Above and below the code, which leaves with it. */
const CODE_PADDING = 24;

/**
 * rustc's words stand under the code, or in its place where there is no room for both: they quote it.
 *
 * @param code the height of the code, in pixels
 * @returns how many lines of the words are shown, whether they are there instead of the code, and how large
 */
export function fitTerminal(
  words: string,
  code: number,
  room = ROOM,
): { instead: boolean; shown: number; large: boolean } {
  const texts = words.split('\n');
  const heightsAt = ({ line, columns }: typeof TERMINAL) =>
    texts.map(text => Math.max(1, Math.ceil(text.length / columns)) * line);
  const total = (heights: number[]) => heights.reduce((sum, height) => sum + height, TERMINAL_PADDING);
  const alone = room + CODE_PADDING;
  const small = heightsAt(TERMINAL_SMALL);
  const fits = (size: typeof TERMINAL, within: number) => total(heightsAt(size)) <= within;
  const all = { shown: texts.length };
  // A line that is wrapped leaves the marks beneath it where they mean nothing.
  const even = texts.every(text => text.length <= TERMINAL.columns);
  if (even && fits(TERMINAL, room - code)) return { ...all, instead: false, large: true };
  if (fits(TERMINAL_SMALL, room - code)) return { ...all, instead: false, large: false };
  if (even && fits(TERMINAL, alone)) return { ...all, instead: true, large: true };
  if (fits(TERMINAL_SMALL, alone)) return { ...all, instead: true, large: false };
  let left = alone - TERMINAL_PADDING - TERMINAL_SMALL.line;
  const shown = small.findIndex(height => (left -= height) < 0);
  return { instead: true, shown, large: false };
}
