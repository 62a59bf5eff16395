import { z } from 'zod';
import type { Problem } from '../problem.ts';
import { findFences } from './fences.ts';
import type { Line } from './lines.ts';
import { nearest } from './nearest.ts';
import { parseYaml, validate } from './yaml-source.ts';

/** The word after the backticks that makes a fence a chart. */
export const CHART = 'chart';

const ChartSchema = z.strictObject({
  kind: z
    .enum(['bar', 'line', 'timeline'])
    .describe('`bar` compares, `line` joins points in time, `timeline` shows events.'),
  claims: z
    .array(z.string())
    .min(1)
    .describe('The claims whose `series` are drawn: ids, or `id#x` for one point of a series.'),
  title: z.string().optional().describe("The chart's title. Default: none, as the headline says it."),
  x: z.string().optional().describe('What stands along the chart, where the points do not say it.'),
  y: z.string().optional().describe('What the numbers count, for example `share of all vulnerabilities`.'),
  alt: z.string().min(1).describe('What the chart says, in a sentence, for those who do not see it.'),
});

/** A claim that a chart draws, or one point of it. */
export interface ChartClaim {
  id: string;
  /** The `x` of the one point that is drawn; undefined for all of the series. */
  x?: string;
  /** The line in the section's file. */
  line: number;
}

/** A fence that asks for a chart, as its author wrote it. Numbers are only in the claims. */
export interface Chart extends Omit<z.infer<typeof ChartSchema>, 'claims'> {
  claims: readonly ChartClaim[];
  /** The line of a key, or of the fence. */
  lineOf(key: string): number;
  /** The lines that it stands on, as indices. */
  from: number;
  to: number;
  /** The white space before the fence, such as that of a list. */
  indent: string;
}

const RE_FIRST_WORD = /^\s*([^\s,{[(]*)/;
/** What the text of a chart looks like, whatever the fence says that it is. */
const RE_LIKE_CHART = /^kind:[\s\S]*^claims:|^claims:[\s\S]*^kind:/m;

export function isChart(info: string): boolean {
  return wordOf(info) === CHART;
}

function wordOf(info: string): string {
  return info.match(RE_FIRST_WORD)?.[1] ?? '';
}

/** Fences that would be shown as text, but whose word is nearly `chart` and whose text is that of one. */
export function findMissedCharts(lines: readonly Line[]): { word: string; line: number }[] {
  return findFences(lines.map(line => line.text))
    .filter(
      ({ info, content }) => !isChart(info) && nearest(wordOf(info), [CHART]) && RE_LIKE_CHART.test(content),
    )
    .map(({ info, from }) => ({ word: wordOf(info), line: lines[from]?.number ?? 0 }));
}

/** The charts among these lines, and what is wrong with the words of each. */
export function findCharts(lines: readonly Line[], file: string): { charts: Chart[]; problems: Problem[] } {
  const texts = lines.map(line => line.text);
  const problems: Problem[] = [];
  const charts = findFences(texts)
    .filter(fence => isChart(fence.info) && fence.closed)
    .flatMap((fence): Chart[] => {
      const line = lines[fence.from]?.number ?? 0;
      const yaml = parseYaml(fence.content, file, line + 1);
      const { value, problems: refused } = validate(yaml, ChartSchema, file);
      problems.push(...yaml.problems, ...refused);
      if (!value) return [];
      const claims = value.claims.map((name, index) => {
        const [id = '', ...x] = name.split('#');
        return { id, ...(x.length > 0 ? { x: x.join('#') } : {}), line: yaml.lineOf(['claims', index]) };
      });
      return [
        {
          ...value,
          claims,
          lineOf: key => (key in value ? yaml.lineOfKey([], key) : line),
          from: fence.from,
          to: fence.to,
          indent: texts[fence.from]?.match(/^\s*/)?.[0] ?? '',
        },
      ];
    });
  return { charts, problems };
}
