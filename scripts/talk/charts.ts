import { z } from 'zod';
import type { Problem } from '../diagnostics/problem.ts';
import type { Fence } from '../markdown/parse-blocks.ts';
import { nearest } from '../diagnostics/nearest.ts';
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
  /** The line of each of its keys. */
  keyLines: Readonly<Record<string, number>>;
  /** The lines that it stands on, in the section's file. */
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

/** The word of a fence that would be shown as text, but is nearly `chart`, as its text is that of one. */
export function missedChart({ info, content }: Fence): string | undefined {
  const word = wordOf(info);
  return word !== CHART && nearest(word, [CHART]) && RE_LIKE_CHART.test(content) ? word : undefined;
}

/** The chart of a fence, or what is wrong with its words. */
export function readChart(
  { content, from, to, indent }: Fence & Pick<Chart, 'from' | 'to' | 'indent'>,
  file: string,
): { chart: Chart | undefined; problems: Problem[] } {
  const yaml = parseYaml(content, file, from + 1);
  const { value, problems: refused } = validate(yaml, ChartSchema, file);
  const problems = [...yaml.problems, ...refused];
  if (!value) return { chart: undefined, problems };
  const claims = value.claims.map((name, index) => {
    const [id = '', ...x] = name.split('#');
    return { id, ...(x.length > 0 ? { x: x.join('#') } : {}), line: yaml.lineOf(['claims', index]) };
  });
  const keyLines = Object.fromEntries(Object.keys(value).map(key => [key, yaml.lineOfKey([], key)]));
  return { chart: { ...value, claims, keyLines, from, to, indent }, problems };
}
