import { parseHTML } from 'linkedom';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawChart } from '../../../scripts/slidev/charts/draw-chart.ts';
import { chartPoints, type ChartPoint } from '../../../scripts/talk/chart-points.ts';
import type { Chart } from '../../../scripts/talk/charts.ts';
import { readTalk } from '../../../scripts/talk/talk.ts';
import { chartsOf } from '../../support/chart-text.ts';
import { fixture } from '../../support/fixtures.ts';

const { talk } = readTalk(fixture('talks/almanac'));
const CHARTS = [...talk.sections.values()]
  .flatMap(section => section.slides)
  .flatMap(slide => chartsOf(slide).map(chart => [slide.id, chart] as const));

function read(svg: string): Element {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`);
  const drawn = document.querySelector('svg');
  if (!drawn) throw new Error(`no drawing: ${svg}`);
  return drawn;
}

function textsOf(svg: string): string[] {
  return [...read(svg).querySelectorAll('text')].map(text =>
    [...(text.querySelectorAll('tspan').length > 0 ? text.querySelectorAll('tspan') : [text])]
      .map(part => part.textContent)
      .join(' '),
  );
}

function expectSound(svg: string, chart: Chart): void {
  const drawn = read(svg);
  expect(drawn.getAttribute('role')).toBe('img');
  expect(drawn.getAttribute('aria-label')).toBe(chart.alt.trim().replace(/\s+/g, ' '));
  expect(svg).not.toContain('\n');
  const sizes = [...svg.matchAll(/font-size:([\d.]+)px/g)].map(match => Number(match[1]));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
  // Colours by the palette's names alone: light, dark and paper follow.
  const colours = [...svg.matchAll(/(?:fill|stroke):([^;"]+)/g)].map(match => match[1] ?? '');
  expect(colours.filter(colour => !/^(var\(--ox-[a-z]+\)|none|currentColor)$/.test(colour))).toEqual([]);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
}

describe.for(CHARTS)('the chart of %s', ([id, chart]) => {
  const { points } = chartPoints(chart, talk.claims);
  const svg = drawChart(chart, points, 'en');

  test('is what a person expects to see', async () => {
    await expect(`${svg}\n`).toMatchFileSnapshot(fixture('talks/almanac/expected', `${id}.svg`));
  });

  test('has its name, text for the back row, and colours of the palette', () => {
    expectSound(svg, chart);
  });

  test('says each number as its claim does, and no other', () => {
    const words = [chart.x, chart.y, ...points.flatMap(({ x, label }) => [String(x), label])];
    const said = textsOf(svg).filter(text => !words.includes(text) && !/^[A-Z][a-z]{2} \d{4}$/.test(text));
    const signs = { about: '~', below: '< ', above: '> ' };
    const expected = points.flatMap(({ y, unit, relation }) =>
      y === undefined ? [] : `${relation ? signs[relation] : ''}${y}\u00a0${unit}`.replaceAll('\u00a0', ' '),
    );
    expect(said.map(text => text.replaceAll('\u00a0', ' ')).sort()).toEqual(expected.sort());
  });

  test('has the same bytes each time', () => {
    expect(drawChart(chart, points, 'en')).toBe(svg);
  });
});

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

describe('any points', () => {
  const label = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
    fc.constantFrom('&lt;b&gt;', '<b>', '{{ x }}', 'two\n\nlines', '"', '-->'),
  );
  const number = fc.double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true });
  const relation = fc.constantFrom('about' as const, 'below' as const, 'above' as const, undefined);
  const chart = (kind: Chart['kind']): Chart => {
    return {
      kind,
      alt: 'It "rose" &lt; & <fell> {{ x }}.',
      claims: [],
      keyLines: {},
      from: 0,
      to: 0,
      indent: '',
    };
  };
  const pointsOf = (most: number) =>
    fc
      .uniqueArray(fc.record({ x: fc.integer({ min: 1900, max: 2100 }), y: number, label, relation }), {
        minLength: 2,
        maxLength: most,
        selector: point => point.x,
      })
      .map(points =>
        points.sort((a, b) => a.x - b.x).map((point): ChartPoint => ({ ...point, unit: '%', claim: 'tide' })),
      );

  test.for([
    ['bar', 6],
    ['line', 8],
    ['timeline', 7],
  ] as const)('make a sound %s chart of up to %s', ([kind, most]) => {
    fc.assert(
      fc.property(pointsOf(most), points => {
        const svg = drawChart(chart(kind), points, 'en');
        expectSound(svg, chart(kind));
        const said = textsOf(svg).map(flat);
        const words = points.map(({ label, x }) => flat(kind === 'line' ? String(x) : (label ?? '')));
        for (const word of words.filter(word => word.length < 8)) expect(said).toContain(word);
      }),
      { numRuns: 60 },
    );
  });

  test('lie on bars as long as their numbers', () => {
    fc.assert(
      fc.property(pointsOf(6), points => {
        const drawn = read(drawChart(chart('bar'), points, 'en'));
        const widths = [...drawn.querySelectorAll('rect')].map(bar => Number(bar.getAttribute('width')));
        const most = Math.max(...points.map(point => point.y ?? 0)) || 1;
        for (const [index, { y = 0 }] of points.entries()) {
          expect(widths[index]).toBeCloseTo((y / most) * Math.max(...widths), 0);
        }
        expect(widths).toHaveLength(points.length);
      }),
      { numRuns: 60 },
    );
  });
});
