import * as Plot from '@observablehq/plot';
import type { ChartPoint } from '../../talk/chart-points.ts';
import type { Chart } from '../../talk/charts.ts';
import { formatNumber } from './format-number.ts';
import { heightOf, INK, plot, TYPE, WIDTH, widthOf } from './plot.ts';

const TALLEST_ROW = 172;
/** From a label to the bar under it, and from a bar to the next label. */
const GAP = 10;
const ROW_GAP = 24;
const THICKEST = 72;
const CAPTION = 60;

/** Lying bars from zero, each under its label and beside its number; shares lie on the whole that they are of. */
export function barChart(chart: Chart, points: readonly ChartPoint[], language: string): string {
  const top = chart.y ? CAPTION : 0;
  const height = Math.min(TALLEST_ROW, (heightOf(chart) - top) / points.length);
  const above = TYPE.label.fontSize + GAP;
  const thickness = Math.max(12, Math.min(THICKEST, height - above - ROW_GAP));
  const figure = { ...TYPE.figure, fontSize: Math.min(56, Math.max(32, height * 0.5)) };
  const written = points.map(point => formatNumber(point, language));
  const right = Math.max(...written.map(text => widthOf(text, figure.fontSize))) + 24;
  const values = points.map(point => point.y ?? 0);
  const isShare = points.every(point => point.unit?.startsWith('%')) && Math.max(...values) <= 100;
  const scale = (WIDTH - right) / (isShare ? 100 : Math.max(...values) || 1);
  const bars = points.map((point, index) => {
    const from = top + index * height + above;
    const end = (values[index] ?? 0) * scale;
    return {
      label: point.label ?? String(point.x),
      written: written[index],
      ...{ from, middle: from + thickness / 2, to: from + thickness, end },
      beside: (isShare ? WIDTH - right : end) + 24,
    };
  });
  return plot(chart, Math.ceil((bars.at(-1)?.to ?? 0) + GAP), [
    chart.y
      ? Plot.text([chart.y], { x: 0, y: 16, text: [chart.y], textAnchor: 'start', ...TYPE.caption })
      : null,
    isShare
      ? Plot.ruleY(bars, { x1: 0, x2: WIDTH - right, y: 'middle', stroke: INK.line, strokeWidth: 2 })
      : null,
    Plot.rect(bars, { x1: 0, x2: 'end', y1: 'from', y2: 'to', fill: INK.rust }),
    Plot.text(bars, {
      ...{ x: 0, y: bar => bar.from - GAP, text: 'label' },
      ...{ textAnchor: 'start', lineAnchor: 'bottom', ...TYPE.label },
    }),
    Plot.text(bars, { x: 'beside', y: 'middle', text: 'written', textAnchor: 'start', ...figure }),
  ]);
}
