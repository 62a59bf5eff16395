import { plainText } from './addon/plain-text.ts';

/** What a slide or a page shows of an output: plain text, and how much of it is left out. */
export interface ShownOutput {
  lines: string[];
  /** How many lines are not shown. */
  more: number;
}

/** A longer line is cut: it would fill the slide alone. */
const MAX_COLUMNS = 360;

/** An output as text that does what it looks like. */
export function shownOutput(printed: readonly string[], maxLines: number): ShownOutput {
  const end = printed.findLastIndex(line => line.trim()) + 1;
  // One line more costs no more room than to say that it is missing.
  const shown = end <= maxLines + 1 ? end : maxLines;
  return {
    lines: printed.slice(0, shown).map(line => cut(plainText(line))),
    more: end - shown,
  };
}

/** More of a message is in rustc's own words. */
const MESSAGE_LINES = 12;

/** A message as such a text; what is left out of it is counted. */
export function shownMessage(message: string): string {
  const { lines, more } = shownOutput(message.split('\n'), MESSAGE_LINES);
  return [...lines, ...(more > 0 ? [`… ${more} more lines`] : [])].join('\n');
}

function cut(line: string): string {
  const characters = line.length > MAX_COLUMNS ? [...line] : [];
  if (characters.length <= MAX_COLUMNS) return line;
  const left = characters.length - MAX_COLUMNS;
  return `${characters.slice(0, MAX_COLUMNS).join('')}… ${left} more characters`;
}
