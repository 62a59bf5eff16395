import type { Chart, ChartClaim } from './charts.ts';
import { firstDay } from './dates.ts';
import { listNames, nearest } from '../diagnostics/nearest.ts';
import type { Claim, SeriesPoint } from './schema.ts';

/** A point that a chart draws, and the claim that it is taken from. */
export interface ChartPoint extends SeriesPoint {
  claim: string;
}

/** What keeps a chart from being drawn: a message, and what to write instead. */
export interface ChartFault {
  kind: string;
  message: string;
  help: string;
  line: number;
}

/** How many points can be read from the back row. */
const MOST: Record<Chart['kind'], number> = { bar: 6, line: 8, timeline: 7 };
const RE_NUMBER = /\d+(?:[.,]\d+)*/g;

/** The points of a chart, in the order of its claims and their series; those in time by their time. */
export function chartPoints(
  chart: Chart,
  claims: ReadonlyMap<string, Claim>,
): { points: ChartPoint[]; faults: ChartFault[] } {
  const faults: ChartFault[] = [];
  const found = chart.claims.flatMap(wanted => {
    const claim = claims.get(wanted.id);
    // An unknown claim is told as one that a text cites.
    return claim ? pointsOf(wanted, claim, faults) : [];
  });
  const points = chart.kind === 'bar' ? found : inTime(found);
  if (faults.length === 0) faults.push(...faultsOf(chart, points), ...inventedNumbers(chart, points, claims));
  return { points, faults };
}

function pointsOf({ x, line }: ChartClaim, claim: Claim, faults: ChartFault[]): ChartPoint[] {
  const series = claim.series ?? [];
  const points = series.filter(point => x === undefined || String(point.x) === x);
  const name = `\`${claim.id}\``;
  if (series.length === 0) {
    const message = `the claim ${name} has no \`series\`, so there is nothing to draw`;
    const help = 'give it one in `slides/claims.yaml`, as in `series: [{ x: 2024, y: 24, unit: "%" }]`';
    faults.push({ kind: 'claim-without-series', message, help, line });
  } else if (points.length === 0) {
    const names = series.map(point => String(point.x));
    const meant = nearest(x ?? '', names);
    const message = `the series of ${name} has no point \`${x}\`${meant ? `: did you mean \`${meant}\`?` : ''}`;
    faults.push({ kind: 'unknown-point', message, help: `its points are ${listNames(names)}`, line });
  }
  return points.map(point => ({ ...point, claim: claim.id }));
}

function inTime(points: readonly ChartPoint[]): ChartPoint[] {
  return points.toSorted((a, b) => timeOf(a) - timeOf(b));
}

/** A point's place on an axis of time, in milliseconds; NaN where its `x` names no date. */
export function timeOf({ x }: SeriesPoint): number {
  return firstDay(x)?.getTime() ?? NaN;
}

function faultsOf(chart: Chart, points: readonly ChartPoint[]): ChartFault[] {
  const faults: ChartFault[] = [];
  const add = (kind: string, message: string, help: string) =>
    faults.push({ kind, message, help, line: chart.keyLines.claims ?? chart.from });
  const units = [...new Set(points.flatMap(point => point.unit ?? []))];
  if (chart.kind !== 'timeline') {
    const event = points.find(point => point.y === undefined);
    if (event) {
      const message = `the point \`${event.x}\` of \`${event.claim}\` is an event and has no number`;
      add('point-without-number', message, 'draw events with `kind: timeline`');
    }
    if (units.length > 1) {
      const message = `the claims count in ${listNames(units)}, which one axis cannot hold`;
      add('mixed-units', message, 'draw a chart for each unit, or give the series the same `unit`');
    }
  }
  if (chart.kind !== 'bar') {
    const undated = points.find(point => Number.isNaN(timeOf(point)));
    if (undated) {
      const message = `the point \`${undated.x}\` of \`${undated.claim}\` has no date, so it has no place in time`;
      add(
        'point-without-date',
        message,
        'give it a year or date as `x`, as in `2024-09`; `kind: bar` needs none',
      );
    }
  }
  if (chart.kind === 'bar' && points.some(point => (point.y ?? 0) < 0)) {
    add('negative-bar', 'a bar begins at zero, and a number here is below it', 'draw it with `kind: line`');
  }
  if (chart.kind === 'line') {
    const times = points.map(timeOf);
    const twice = points.find((_, index) => index > 0 && times[index] === times[index - 1]);
    if (twice) {
      const message = `two points stand at \`${twice.x}\`, and a line passes one`;
      add('two-points-at-once', message, 'name one of them, as in `claim#x`, or use `kind: bar`');
    } else if (points.length < 2) {
      add(
        'line-of-one-point',
        'one point makes no line',
        'add a claim with a later point, or use `kind: bar`',
      );
    }
  }
  if (points.length > MOST[chart.kind]) {
    const message = `${points.length} points are too many to read: a ${chart.kind} chart shows ${MOST[chart.kind]}`;
    add('too-many-points', message, 'name the points that matter, as in `claim#x`, or make two slides of it');
  }
  return faults;
}

/** Figures in a chart's words that none of its claims has: a chart and its claim cannot disagree. */
function inventedNumbers(
  chart: Chart,
  points: readonly ChartPoint[],
  claims: ReadonlyMap<string, Claim>,
): ChartFault[] {
  const said = chart.claims.flatMap(({ id }) => {
    const claim = claims.get(id);
    return claim ? [claim.statement, claim.asOf, claim.caveat ?? ''] : [];
  });
  const drawn = points.flatMap(({ x, y, unit, label }) =>
    [x, y, unit, label].map(value => String(value ?? '')),
  );
  const known = new Set([...said, ...drawn].flatMap(numbersIn));
  return (['title', 'x', 'y', 'alt'] as const).flatMap(key =>
    [...new Set(numbersIn(chart[key] ?? ''))]
      .filter(number => !known.has(number))
      .map(number => ({
        kind: 'figure-not-in-claim',
        message: `\`${key}\` says ${number}, and none of the chart's claims does`,
        help: `write a number that stands in ${listNames(new Set(points.map(point => point.claim)))}, or say it without one`,
        line: chart.keyLines[key] ?? chart.from,
      })),
  );
}

/** Numbers as they are meant: 1,000 is 1000, and 70.0 is 70. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(RE_NUMBER)].map(([number]) =>
    String(Number(number.replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.')) || number),
  );
}
