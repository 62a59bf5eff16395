import type { Label } from './addon/drawing.ts';

/** What a character of a label takes of the width of one of code, about: the label's face is smaller and narrower. */
export const LABEL_RATIO = 0.72;
/** Between two labels on one row, in characters of code. */
export const LABEL_GAP = 3;

/**
 * Rows of labels beneath a line, as rustc arranges them: the rightmost hangs highest, and those further left stand
 * beside it where they end before it begins, or else lower, on a stem. What would run out of the line's columns
 * stands to the left of its place; where there is no room either, it is wrapped beneath it.
 */
export function stackLabels(labels: readonly (Label & { text: string })[], columns: number): Label[][] {
  const rows: Label[][] = [];
  const ordered = labels
    .filter((label, index) => labels.findIndex(other => same(other, label)) === index)
    .sort((a, b) => b.at - a.at || Number(b.kind === 'primary') - Number(a.kind === 'primary'));
  for (const label of ordered) {
    const width = label.text.length * LABEL_RATIO + LABEL_GAP;
    const last = rows.at(-1);
    const over = label.at + width > columns;
    if (over && label.at > width) rows.push([{ ...label, leftward: true }]);
    else if (over && label.at * 2 <= columns) rows.push([{ ...label, wraps: true }]);
    else if (last?.every(other => !other.leftward && label.at + width <= other.at)) last.push(label);
    else rows.push([label]);
  }
  return rows.map((row, index) => withStemsTo(row, rows.slice(index + 1).flat()));
}

/** Rows with the stems that lead past them, to labels further down. */
export function withStems(rows: readonly Label[][], below: readonly Label[][]): Label[][] {
  return rows.map(row => withStemsTo(row, below.flat()));
}

function withStemsTo(row: readonly Label[], below: readonly Label[]): Label[] {
  const stems = below
    .filter(({ at }) => !row.some(other => other.at === at))
    .map(({ at, kind }): Label => ({ at, kind }));
  const distinct = stems.filter((stem, place) => stems.findIndex(({ at }) => at === stem.at) === place);
  return [...row, ...distinct].sort((a, b) => a.at - b.at);
}

function same(a: Label, b: Label): boolean {
  return a.at === b.at && a.kind === b.kind && a.text === b.text && a.finding === b.finding;
}
