import fc from 'fast-check';
import { blocksOf, type Text } from '../../scripts/talk/blocks.ts';
import type { Chart } from '../../scripts/talk/charts.ts';
import type { Claim, SeriesPoint } from '../../scripts/talk/schema.ts';

const PIECES = [
  'kind: bar',
  'kind: line',
  'kind: timeline',
  'kind: pie',
  'claims: [tide]',
  'claims: [tide#2019, knots]',
  'claims: [tide#, "#2019", nobody]',
  'claims: tide',
  'claims:\n  - tide\n  - knots#2',
  'alt: The tide rose from 3 to 5.',
  'alt: The tide: it rose.',
  'alt: ""',
  'title: Tides <b>&</b> {{ knots }}',
  'x: 2019',
  'y: metres',
  'titel: Tides',
  '- a list',
  'a text',
  '*nobody',
  '---',
  '',
];

/** Fences made of what charts are made of, in any order: most are wrong in some way. */
export function chartText(): fc.Arbitrary<string> {
  const inside = fc.array(fc.constantFrom(...PIECES), { maxLength: 7 });
  const open = fc.constantFrom('```chart', '~~~~ chart', '- ```chart', '```chart {1}', '```chrat', '```text');
  return fc.tuple(open, inside, fc.boolean()).map(([first, lines, closed]) => {
    const indent = first.startsWith('-') ? '  ' : '';
    const marks = first.match(/`+|~+/)?.[0] ?? '';
    const rows = [...lines, ...(closed ? [marks] : [])].flatMap(piece => piece.split('\n'));
    return [first, ...rows.map(row => indent + row)].join('\n');
  });
}

export function chartsOf(text: Pick<Text, 'blocks'>): Chart[] {
  return blocksOf(text, 'chart').flatMap(({ chart }) => chart ?? []);
}

export function claimOf(id: string, series?: SeriesPoint[], rest: Partial<Claim> = {}): Claim {
  const url = `https://example.org/${id}`;
  const source = { title: 'Tide tables', publisher: 'The harbour office', url };
  const dated = { asOf: '2025', past: false };
  return { id, statement: 'The tide turns.', ...dated, source, checked: 'primary', series, ...rest };
}

export function claimsOf(...claims: Claim[]): Map<string, Claim & { file: string; line: number }> {
  return new Map(
    claims.map((claim, index) => [claim.id, { ...claim, file: 'slides/claims.yaml', line: index + 2 }]),
  );
}
