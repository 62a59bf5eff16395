import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../diagnostics/problem.ts';
import { listNames, unknownName } from '../diagnostics/nearest.ts';
import { parseYaml, validate } from '../talk/yaml-source.ts';
import { RULES, type Rule } from './rules.ts';

/** A rule that a slide may break, for a reason. */
export interface Exception {
  slide: string;
  rule: Rule;
  reason: string;
  line: number;
}

export const EXCEPTIONS_FILE = 'slides/layout-exceptions.yaml';

const Schema = z.strictObject({
  exceptions: z
    .array(
      z.strictObject({
        slide: z.string().describe('The id of the slide.'),
        rule: z.enum(RULES).describe(`The rule that it may break: ${listNames(RULES)}.`),
        reason: z.string().min(10).describe('Why this slide is better so, in a sentence.'),
      }),
    )
    .describe('The list of exceptions: `slide`, `rule` and `reason` each.'),
});

/** The talk's exceptions, if it has any; an unknown slide is a problem. */
export function readExceptions(
  talkDir: string,
  slides: ReadonlySet<string>,
): { exceptions: Exception[]; problems: Problem[] } {
  const path = join(talkDir, EXCEPTIONS_FILE);
  if (!existsSync(path)) return { exceptions: [], problems: [] };
  const source = parseYaml(readFileSync(path, 'utf8'), EXCEPTIONS_FILE);
  const { value, problems } = validate(source, Schema, EXCEPTIONS_FILE);
  const exceptions = (value?.exceptions ?? []).map((exception, index) => ({
    ...exception,
    line: source.lineOf(['exceptions', index, 'slide']),
  }));
  const unknown = exceptions.filter(({ slide }) => !slides.has(slide));
  return {
    exceptions: exceptions.filter(({ slide }) => slides.has(slide)),
    problems: [
      ...source.problems,
      ...problems,
      ...unknown.map(({ slide, line }): Problem => ({
        kind: 'unknown-slide',
        severity: 'error',
        message: unknownName('slide', slide, slides),
        help: 'name a slide by its id, or remove the exception',
        file: EXCEPTIONS_FILE,
        line,
      })),
    ],
  };
}

/**
 * Takes out what is excepted. An exception that nothing needed is a problem.
 *
 * @param judged whether all decks that show a slide were looked at
 */
export function applyExceptions(
  problems: readonly Problem[],
  exceptions: readonly Exception[],
  judged: (slide: string) => boolean,
): Problem[] {
  const covers = ({ slide, rule }: Exception, problem: Problem) =>
    problem.slide === slide && problem.kind === rule;
  const left = problems.filter(problem => !exceptions.some(exception => covers(exception, problem)));
  const needless = exceptions.filter(
    exception => judged(exception.slide) && !problems.some(problem => covers(exception, problem)),
  );
  return [
    ...left,
    ...needless.map(({ slide, rule, line }): Problem => ({
      kind: 'needless-exception',
      severity: 'error',
      message: `the slide \`${slide}\` no longer breaks the rule \`${rule}\``,
      help: 'remove the exception',
      file: EXCEPTIONS_FILE,
      line,
      slide,
    })),
  ];
}
