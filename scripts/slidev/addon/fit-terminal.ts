import { ROOM } from './fit.ts';

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
