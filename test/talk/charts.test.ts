import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../scripts/talk/blocks.ts';
import { findCitations } from '../../scripts/talk/citations.ts';
import { chartsOf, chartText } from '../support/chart-text.ts';
import { textOf } from '../support/slides.ts';
import { countLines } from '../support/report.ts';

describe('any fence that may be a chart', () => {
  const anything = fc.oneof(
    chartText(),
    fc.string({ unit: 'binary' }).map(text => `\`\`\`chart\n${text}\n\`\`\``),
  );

  test('is a chart, or says why not on lines that are there', () => {
    fc.assert(
      fc.property(anything, text => {
        const read = textOf(text.split('\n'));
        const charts = chartsOf(read);
        const problems = blocksOf(read, 'chart').flatMap(block => block.problems);
        const named = [...problems, ...charts.flatMap(chart => chart.claims)].map(({ line }) => line);
        for (const line of [...named, ...charts.flatMap(chart => Object.values(chart.keyLines))]) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(countLines(text));
        }
        for (const problem of problems) expect(problem.help).not.toBe('');
        for (const { alt, claims } of charts) expect([alt.length, claims.length]).not.toContain(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('cites all that it draws, and nothing else', () => {
    fc.assert(
      fc.property(chartText(), text => {
        const drawn = chartsOf(textOf(text.split('\n'))).flatMap(chart => chart.claims.map(({ id }) => id));
        expect(
          findCitations(textOf(text.split('\n')))
            .map(({ id }) => id)
            .sort(),
        ).toEqual(drawn.sort());
      }),
    );
  });
});

test('a chart knows its claims, one point of them where it is named, and their lines', () => {
  const text = 'See.\n\n```chart\nkind: bar\nclaims:\n  - tide\n  - knots#2006 to 2018\nalt: It rose.\n```';
  const [chart] = chartsOf(textOf(text.split('\n')));
  expect(chart).toMatchObject({
    kind: 'bar',
    alt: 'It rose.',
    claims: [
      { id: 'tide', line: 6 },
      { id: 'knots', x: '2006 to 2018', line: 7 },
    ],
    from: 3,
    to: 9,
  });
  expect(chart?.keyLines).toEqual({ kind: 4, claims: 5, alt: 8 });
});

test('a citation before a chart and one after it keep their order', () => {
  const text = 'First [@a].\n\n```chart\nkind: bar\nclaims: [b, c]\nalt: It rose.\n```\n\nLast [@d].';
  expect(findCitations(textOf(text.split('\n')))).toEqual([
    { id: 'a', line: 1 },
    { id: 'b', line: 5, chart: true },
    { id: 'c', line: 5, chart: true },
    { id: 'd', line: 9 },
  ]);
});
