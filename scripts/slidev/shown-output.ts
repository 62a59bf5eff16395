/** What a slide or a page shows of an output: plain text, and how much of it is left out. */
export interface ShownOutput {
  lines: string[];
  /** How many lines are not shown. */
  more: number;
}

/** A longer line is cut: it would fill the slide alone. */
const MAX_COLUMNS = 360;
/**
 * What steers a terminal or turns the direction of text: all of Unicode's control characters but the tab, and the
 * marks of https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
const RE_CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** An output as text that does what it looks like: control characters are written as Rust escapes them. */
export function shownOutput(printed: readonly string[], maxLines: number): ShownOutput {
  const end = printed.findLastIndex(line => line.trim()) + 1;
  // One line more costs no more room than to say that it is missing.
  const shown = end <= maxLines + 1 ? end : maxLines;
  return {
    lines: printed.slice(0, shown).map(line => cut(line.replace(RE_CONTROL, escape))),
    more: end - shown,
  };
}

function escape(control: string): string {
  return control === '\r' ? '\\r' : `\\u{${control.codePointAt(0)?.toString(16)}}`;
}

function cut(line: string): string {
  const characters = line.length > MAX_COLUMNS ? [...line] : [];
  if (characters.length <= MAX_COLUMNS) return line;
  const left = characters.length - MAX_COLUMNS;
  return `${characters.slice(0, MAX_COLUMNS).join('')}… ${left} more characters`;
}
