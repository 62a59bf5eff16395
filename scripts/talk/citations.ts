import { findCharts } from './charts.ts';
import { fencedLines } from './fences.ts';
import type { Line } from './lines.ts';

const RE_CITATION = /\[@([\w-]+)\]/g;
const RE_CODE_SPAN = /(`+)(?:(?!\1)[\s\S])+?\1(?!`)/g;

/** A claim cited by a slide or its notes. */
export interface Citation {
  id: string;
  /** The line in the section's file. */
  line: number;
  /** Set where a chart draws it, which cites it without further words. */
  chart?: true;
}

/** The claims cited as `[@id]` or drawn, in the order of the text; what stands in code is no citation. */
export function findCitations(lines: readonly Line[]): Citation[] {
  const found: Citation[] = [];
  replaceCitations(lines, (id, line) => {
    found.push({ id, line: line.number });
    return '';
  });
  const drawn = findCharts(lines, '').charts.flatMap(chart => chart.claims);
  found.push(...drawn.map(({ id, line }) => ({ id, line, chart: true as const })));
  return found.sort((a, b) => a.line - b.line);
}

/** The texts of the lines with each citation replaced; what stands in code is left alone. */
export function replaceCitations(
  lines: readonly Line[],
  replacement: (id: string, line: Line) => string,
): string[] {
  const inFence = fencedLines(lines.map(line => line.text));
  return lines.map((line, index) => {
    if (inFence.has(index)) return line.text;
    const code = [...line.text.matchAll(RE_CODE_SPAN)].map(span => [span.index, span.index + span[0].length]);
    return line.text.replace(RE_CITATION, (whole, id: string, at: number) =>
      code.some(([from = 0, to = 0]) => at >= from && at < to) ? whole : replacement(id, line),
    );
  });
}
