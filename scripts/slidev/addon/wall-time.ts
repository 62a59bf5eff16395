/** What stands between the parts of a line about a wall time. */
export const PART = ' · ';

/** The line's parts, of which none is to be broken: first the time itself. */
export function partsOf(line: string): string[] {
  const [time = '', ...rest] = line.split(PART);
  return [`Wall time ${time}`, ...rest];
}

/** How many lines its parts take where one has room for so many characters. */
export function timeRows(parts: readonly string[], columns: number): number {
  let rows = Math.min(1, parts.length);
  let taken = 0;
  for (const { length } of parts) {
    if (taken > 0 && taken + PART.length + length > columns) {
      rows++;
      taken = length;
    } else taken += (taken > 0 ? PART.length : 0) + length;
  }
  return rows;
}
