import * as Plot from '@observablehq/plot';
import { type ChartPoint, timeOf } from '../../talk/chart-points.ts';
import type { Chart } from '../../talk/charts.ts';
import { formatNumber } from './format-number.ts';
import { heightOf, INK, plot, TYPE, WIDTH, widthOf } from './plot.ts';

const RADIUS = 9;
/** What stands above the highest point, and below the axis: the times, and under them what they are. */
const TOP = 72;
const FOOT = 52;
const FOOT_LABEL = 32;
const LAST = { ...TYPE.figure, fontSize: 64 };
const EARLIER = { ...TYPE.figure, fill: INK.text };

interface Dot {
  x: number;
  y: number;
  written: string;
  when: string;
  /** Whether the source names only a limit: the line to it is broken, the mark open. */
  limit: boolean;
}

/** Measured points joined by straight lines, each with its number; the last one stands out. */
export function lineChart(chart: Chart, points: readonly ChartPoint[], language: string): string {
  const floor = heightOf(chart) - FOOT - (chart.x ? FOOT_LABEL : 0);
  const dots = placeDots(points, floor, language);
  const zero = floor - (floor - TOP) * share(0, valuesOf(points));
  const caption = (text: string | undefined, y: number, x: number, textAnchor: 'start' | 'end') =>
    text ? Plot.text([text], { x, y, text: [text], textAnchor, ...TYPE.caption }) : null;
  return plot(chart, heightOf(chart), [
    caption(chart.y, 16, 0, 'start'),
    caption(chart.x, heightOf(chart) - 16, WIDTH, 'end'),
    Plot.ruleY([zero], { x1: 0, x2: WIDTH, stroke: INK.line, strokeWidth: 2 }),
    Plot.text(dots, { x: 'x', y: floor + FOOT_LABEL, text: 'when', ...TYPE.label, fill: INK.muted }),
    ...dots.slice(1).map((dot, index) => {
      const before = dots[index] ?? dot;
      const broken =
        before.limit || dot.limit ? { strokeDasharray: '4 10', strokeLinecap: 'round' as const } : {};
      return Plot.line([before, dot], { x: 'x', y: 'y', stroke: INK.muted, strokeWidth: 4, ...broken });
    }),
    Plot.dot(dots.slice(0, -1), { x: 'x', y: 'y', r: RADIUS, ...markOf(INK.text) }),
    Plot.dot(dots.slice(-1), { x: 'x', y: 'y', r: RADIUS + 3, ...markOf(INK.rust) }),
    ...dots.map((dot, index) => {
      const style = index === dots.length - 1 ? LAST : EARLIER;
      return Plot.text([dot], { x: 'x', y: 'y', text: 'written', ...style, ...freeSide(dots, index) });
    }),
  ]);
}

function placeDots(points: readonly ChartPoint[], floor: number, language: string): Dot[] {
  const written = points.map(point => formatNumber(point, language));
  const left = widthOf(written[0] ?? '', EARLIER.fontSize) + 32;
  const right = WIDTH - widthOf(written.at(-1) ?? '', LAST.fontSize) - 40;
  const times = points.map(timeOf);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return points.map((point, index) => ({
    x: left + (((times[index] ?? 0) - first) / (last - first)) * (right - left),
    y: floor - (floor - TOP) * share(point.y ?? 0, valuesOf(points)),
    written: written[index] ?? '',
    when: String(point.x),
    limit: point.relation === 'below' || point.relation === 'above',
  }));
}

function valuesOf(points: readonly ChartPoint[]): number[] {
  return points.map(point => point.y ?? 0);
}

/** How far a value is from the lowest to the highest; zero is always among them. */
function share(value: number, values: readonly number[]): number {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return high > low ? (value - low) / (high - low) : 0;
}

function markOf(ink: string): { fill: (dot: Dot) => string; stroke: string; strokeWidth: number } {
  return { fill: dot => (dot.limit ? INK.ground : ink), stroke: ink, strokeWidth: 4 };
}

/** Where no line passes: outside at both ends, and in between on the side that the line leaves free. */
function freeSide(dots: readonly Dot[], index: number): Plot.TextOptions {
  const [before, dot, after] = [dots[index - 1], dots[index], dots[index + 1]];
  if (!dot || !before) return { textAnchor: 'end', dx: -24 };
  if (!after) return { textAnchor: 'start', dx: 28 };
  const [rises, goesOn] = [dot.y < before.y, after.y < dot.y];
  if (rises !== goesOn) return { textAnchor: 'middle', dy: rises ? -36 : 36 };
  return { textAnchor: rises ? 'end' : 'start', dx: rises ? -12 : 12, dy: -32 };
}
