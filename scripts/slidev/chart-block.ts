import type { Source } from '../deck/sources.ts';
import { chartPoints } from '../talk/chart-points.ts';
import type { Chart } from '../talk/charts.ts';
import type { Talk } from '../talk/talk.ts';
import { drawChart } from './charts/draw-chart.ts';
import { escapeText } from './escape.ts';

/** What a chart's figure holds: its drawing, and the publishers of its claims with the numbers that cite them. */
export interface ChartFigure {
  svg: string;
  title: string | undefined;
  publishers: { name: string; numbers: number[] }[];
}

/** Who is behind a publication, which citations name in full. */
const RE_IN_BRACKETS = /\s*\([^)]*\)/g;

export function chartFigure(chart: Chart, talk: Talk, sources: readonly Source[]): ChartFigure {
  const { points } = chartPoints(chart, talk.claims);
  const publishers = new Map<string, Set<number>>();
  for (const id of new Set(chart.claims.map(claim => claim.id))) {
    const source = sources.find(({ claim }) => claim.id === id);
    if (!source) continue;
    const name = source.claim.source.publisher.replace(RE_IN_BRACKETS, '');
    publishers.set(name, (publishers.get(name) ?? new Set()).add(source.number));
  }
  return {
    svg: drawChart(chart, points, talk.settings.language),
    title: chart.title,
    publishers: [...publishers].map(([name, numbers]) => ({
      name,
      numbers: [...numbers].sort((a, b) => a - b),
    })),
  };
}

/** The Markdown of a chart: one HTML block, in which Vue sees the citations and leaves the drawing alone. */
export function chartBlock(
  chart: Chart,
  { svg, title, publishers }: ChartFigure,
  cite: (number: number) => string,
): string[] {
  const named = publishers.map(({ name, numbers }) => escapeText(name) + numbers.map(cite).join(''));
  return [
    '',
    '<figure class="ox-chart">',
    ...(title ? [`<p class="ox-chart-title">${escapeText(title)}</p>`] : []),
    svg.replace(/^<svg /, '<svg v-pre '),
    `<figcaption>${named.length > 1 ? 'Sources' : 'Source'}: ${named.join(', ')}</figcaption>`,
    '</figure>',
    '',
  ].map(line => (line ? chart.indent + line : line));
}
