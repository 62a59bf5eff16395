import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartPoints } from '../../scripts/talk/chart-points.ts';
import type { Chart } from '../../scripts/talk/charts.ts';
import type { Claim } from '../../scripts/talk/schema.ts';
import { chartsOf, chartText, claimOf, claimsOf } from '../support/chart-text.ts';
import { textOf } from '../support/slides.ts';

const TIDE = claimOf('tide', [
  { x: 2024, y: 5, unit: 'm' },
  { x: 2019, y: 3, unit: 'm' },
]);
const KNOTS = claimOf('knots', [{ x: '2', y: 1000.5, unit: 'knots', relation: 'about' }]);

function chartOf(claims: string, words = 'alt: It rose.', kind = 'bar'): Chart {
  const text = ['```chart', `kind: ${kind}`, `claims: ${claims}`, words, '```'].join('\n');
  const [chart] = chartsOf(textOf(text.split('\n')));
  if (!chart) throw new Error(`no chart: ${text}`);
  return chart;
}

function kinds(chart: Chart, ...claims: Claim[]): string[] {
  return chartPoints(chart, claimsOf(...claims)).faults.map(fault => fault.kind);
}

describe('the points of a chart', () => {
  test('stand in the order of the claims, or of time', () => {
    const order = (kind: string) =>
      chartPoints(chartOf('[tide]', 'alt: It rose.', kind), claimsOf(TIDE)).points.map(point => point.x);
    expect(order('bar')).toEqual([2024, 2019]);
    expect(order('line')).toEqual([2019, 2024]);
  });

  test('are those of the claims and no others, whatever the fence says', () => {
    fc.assert(
      fc.property(chartText(), text => {
        const claims = claimsOf(TIDE, KNOTS);
        for (const chart of chartsOf(textOf(text.split('\n')))) {
          for (const { claim, ...point } of chartPoints(chart, claims).points) {
            expect(claims.get(claim)?.series).toContainEqual(point);
          }
        }
      }),
    );
  });
});

describe('a figure in the words of a chart', () => {
  test.for([
    ['alt: It rose from 3 to 5 m.', []],
    ['alt: It rose from 3.0 m in 2019.', []],
    ['alt: It rose twice.', []],
    ['alt: It rose to 6 m.', ['figure-not-in-claim']],
    ['alt: It rose to 6 m.\ntitle: By 35 %', ['figure-not-in-claim', 'figure-not-in-claim']],
    ['alt: It rose by 50 and again by 50.', ['figure-not-in-claim']],
  ] as const)('must be one of its claims: %s', ([words, expected]) => {
    expect(kinds(chartOf('[tide]', words), TIDE)).toEqual(expected);
  });

  test('may be written with or without commas', () => {
    expect(kinds(chartOf('[knots]', 'alt: About 1,000.5 knots.'), KNOTS)).toEqual([]);
  });

  test('may stand in the statement alone', () => {
    const claim = { ...TIDE, statement: 'Measured 912 times, the tide rose.' };
    expect(kinds(chartOf('[tide]', 'alt: It rose in 912 cases.'), claim)).toEqual([]);
  });

  test('is another one where the claim changes under the chart', () => {
    const changed = claimOf('tide', [{ x: 2019, y: 4, unit: 'm' }]);
    expect(kinds(chartOf('[tide]', 'alt: It was 3 m.'), changed)).toEqual(['figure-not-in-claim']);
  });
});
