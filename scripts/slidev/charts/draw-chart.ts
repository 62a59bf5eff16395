import type { ChartPoint } from '../../talk/chart-points.ts';
import type { Chart } from '../../talk/charts.ts';
import { barChart } from './bar-chart.ts';
import { lineChart } from './line-chart.ts';
import { timelineChart } from './timeline-chart.ts';

const DRAW = { bar: barChart, line: lineChart, timeline: timelineChart };

/** A chart as SVG on one line, with its `alt` as its name. Only the points given are drawn, and no number between. */
export function drawChart(chart: Chart, points: readonly ChartPoint[], language: string): string {
  return DRAW[chart.kind](chart, points, language);
}
