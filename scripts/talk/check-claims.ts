import type { Problem } from '../diagnostics/problem.ts';
import { chartPoints } from './chart-points.ts';
import { blocksOf } from './blocks.ts';
import { findCitations } from './citations.ts';
import { unknownName } from '../diagnostics/nearest.ts';
import { type Slide, textsOf } from './section.ts';
import type { Talk } from './talk.ts';

/** What is wrong with what a slide cites: claims that nobody has, or that nobody has checked, charts that cannot be. */
export function checkClaims(slide: Slide, talk: Talk): Problem[] {
  const at = (line: number, problem: Pick<Problem, 'kind' | 'message' | 'help'>): Problem => {
    return { ...problem, severity: 'error', file: slide.file, line, slide: slide.id };
  };
  const cited = textsOf(slide)
    .flatMap(findCitations)
    .flatMap(({ id, line }) => {
      const claim = talk.claims.get(id);
      if (!claim) {
        const help = 'add the claim with its source to `slides/claims.yaml`, or cite one that is there';
        return [
          at(line, { kind: 'unknown-claim', message: unknownName('claim', id, talk.claims.keys()), help }),
        ];
      }
      if (claim.checked !== 'no') return [];
      const message = `the claim \`${id}\` says \`checked: no\`, so it may not be shown`;
      const help = `read its source and say how in ${claim.file}:${claim.line}, or take the citation out`;
      return [at(line, { kind: 'unchecked-claim', message, help })];
    });
  const charts = textsOf(slide).flatMap(text => blocksOf(text, 'chart'));
  const faults = charts.flatMap(({ chart }) => (chart ? chartPoints(chart, talk.claims).faults : []));
  return [...cited, ...faults.map(({ line, ...fault }) => at(line, fault))];
}

/** What is wrong with the words of a slide's charts, whatever the claims say; also where one was meant. */
export function checkCharts(slide: Slide): Problem[] {
  const texts = textsOf(slide);
  const problems = texts.flatMap(text => blocksOf(text, 'chart')).flatMap(chart => chart.problems);
  const missed = texts.flatMap(text =>
    blocksOf(text, 'program').flatMap(({ misspelt, from }): Problem[] =>
      misspelt?.kind === 'chart' ? [misspeltChart(misspelt.word, slide.file, from)] : [],
    ),
  );
  return [...problems, ...missed].map(problem => ({ ...problem, slide: slide.id }));
}

function misspeltChart(word: string, file: string, line: number): Problem {
  return {
    kind: 'misspelt-chart',
    severity: 'error',
    message: `\`${word}\` makes no chart of this fence`,
    help: 'write ```chart',
    file,
    line,
  };
}
