import type { FenceLine } from './transcript.ts';

/** A line that was printed, or how many were that the author left out. */
export type Piece = string | { skipped: number };

/** The first line that is not as it was written: `undefined` stands for the end of the output. */
export interface Difference {
  written: string | undefined;
  printed: string | undefined;
  /** The line of the fence to look at. */
  line: number;
}

/** Stands alone on a line for any lines, also none. */
const ANY = '...';

/** Holds what was printed against what is written; spaces at the ends of lines do not count. */
export function matchOutput(
  written: readonly FenceLine[],
  printed: readonly string[],
  commandLine: number,
): { pieces: Piece[] } | { difference: Difference } {
  const runs = splitRuns(written);
  const pieces: Piece[] = [];
  let next = 0;
  for (const [index, run] of runs.entries()) {
    const last = index === runs.length - 1;
    const best = bestStart(run, printed, next, { first: index === 0, last });
    const end = best.start + best.count;
    if (best.count < run.length || (last && end < printed.length)) {
      const line = run[best.count]?.line ?? run.at(-1)?.line ?? commandLine;
      return { difference: { written: run[best.count]?.text.trim(), printed: printed[end]?.trim(), line } };
    }
    if (best.start > next) pieces.push({ skipped: best.start - next });
    pieces.push(...printed.slice(best.start, end));
    next = end;
  }
  return { pieces };
}

/** The lines between the `...`. */
function splitRuns(written: readonly FenceLine[]): FenceLine[][] {
  const runs: FenceLine[][] = [[]];
  for (const line of written) {
    if (line.text.trim() === ANY) runs.push([]);
    else runs.at(-1)?.push(line);
  }
  return runs;
}

function agreeing(run: readonly FenceLine[], printed: readonly string[], start: number): number {
  const count = run.findIndex(({ text }, index) => text.trimEnd() !== printed[start + index]?.trimEnd());
  return count === -1 ? run.length : count;
}

/** Where a run of lines stands, or where the most of its first lines do. */
function bestStart(
  run: readonly FenceLine[],
  printed: readonly string[],
  next: number,
  { first, last }: { first: boolean; last: boolean },
): { start: number; count: number } {
  const at = (start: number) => ({ start, count: agreeing(run, printed, start) });
  if (first) return at(0);
  const atEnd = at(Math.max(next, printed.length - run.length));
  if (last && atEnd.count === run.length) return atEnd;
  const all = Array.from({ length: printed.length - next + 1 }, (_, index) => at(next + index));
  return all.reduce((best, entry) => (entry.count > best.count ? entry : best), last ? atEnd : at(next));
}
