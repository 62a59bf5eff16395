import * as Plot from '@observablehq/plot';
import { type ChartPoint, timeOf } from '../../talk/chart-points.ts';
import type { Chart } from '../../talk/charts.ts';
import { firstDay } from '../../talk/dates.ts';
import { formatNumber } from './format-number.ts';
import { heightOf, INK, plot, TYPE, WIDTH, widthOf } from './plot.ts';

const RADIUS = 10;
const RAIL = 24;
/** Where the words begin, and under each other: a date, and what happened then. */
const WORDS = 120;
const DATE_HEIGHT = 48;
/** From the line on the left of the words to them, and from them to the next line. */
const INDENT = 16;
const GUTTER = 24;
const WIDEST = 264;
const LINE_HEIGHT = 1.35;
const RE_YEAR_ALONE = /^\d{4}(?!-)/;

/** Events on a rail that is true to time, each led to its words; these are moved apart where they would overlap. */
export function timelineChart(chart: Chart, points: readonly ChartPoint[], language: string): string {
  const width = Math.min(WIDEST + GUTTER, (WIDTH - RADIUS) / points.length);
  const fontSize = points.length > 5 ? 20 : TYPE.label.fontSize;
  const times = points.map(timeOf);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const length = WIDTH - width - RADIUS;
  const dots = times.map(time => RADIUS + (last > first ? ((time - first) / (last - first)) * length : 0));
  const columns = moveApart(dots, width, WIDTH);
  const events = points.map((point, index) => ({
    dot: dots[index] ?? 0,
    column: columns[index] ?? 0,
    when: formatMonth(point.x, language),
    what: point.label ?? formatNumber(point, language),
    ink: index === points.length - 1 ? INK.rust : INK.text,
  }));
  const words = { x: 'column', dx: INDENT, textAnchor: 'start', lineAnchor: 'top' } as const;
  const room = width - INDENT - GUTTER;
  // One more than they need if each line were full.
  const lines = Math.max(...events.map(({ what }) => Math.ceil(widthOf(what, fontSize) / room))) + 1;
  const height = Math.min(heightOf(chart), WORDS + DATE_HEIGHT + lines * fontSize * LINE_HEIGHT);
  return plot(chart, height, [
    Plot.ruleY([RAIL], { x1: 0, x2: WIDTH, stroke: INK.line, strokeWidth: 2 }),
    ...events.map(({ dot, column }) => {
      const way = [
        [dot, RAIL],
        [column, WORDS - 16],
        [column, WORDS + DATE_HEIGHT - 16],
      ] as const;
      return Plot.line(way, { stroke: INK.line, strokeWidth: 2, strokeLinejoin: 'round' });
    }),
    Plot.dot(events, { x: 'dot', y: RAIL, r: RADIUS, fill: 'ink', stroke: INK.ground, strokeWidth: 3 }),
    Plot.text(events, { ...words, y: WORDS, text: 'when', ...TYPE.figure, fontSize: 32, fill: 'ink' }),
    Plot.text(events, {
      ...words,
      ...{
        y: WORDS + DATE_HEIGHT,
        text: 'what',
        lineWidth: room / fontSize,
        lineHeight: LINE_HEIGHT,
        ...TYPE.label,
        fontSize,
      },
    }),
  ]);
}

/** Places as near to those wanted as lets each have its width, within an end; they are in order and stay so. */
function moveApart(wanted: readonly number[], width: number, end: number): number[] {
  const places: number[] = [];
  for (const place of wanted) places.push(Math.max(place, (places.at(-1) ?? -width) + width));
  let limit = end;
  for (let index = places.length - 1; index >= 0; index--) {
    limit -= width;
    places[index] = Math.max(1, Math.min(places[index] ?? 0, limit));
    limit = places[index] ?? 0;
  }
  return places;
}

/** `Dec 2022`, or the year where no more is known. */
function formatMonth(x: string | number, language: string): string {
  const day = firstDay(x);
  if (!day || RE_YEAR_ALONE.test(String(x))) return String(x);
  return new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(day);
}
