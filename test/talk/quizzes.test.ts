import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf } from '../../scripts/talk/blocks.ts';
import type { Problem } from '../../scripts/diagnostics/problem.ts';
import type { Quiz } from '../../scripts/talk/quizzes.ts';
import { countLines } from '../support/report.ts';
import { textOf } from '../support/slides.ts';

function quizzesOf(text: string): { quizzes: Quiz[]; problems: Problem[] } {
  const blocks = blocksOf(textOf(text.split('\n')), 'quiz');
  return {
    quizzes: blocks.flatMap(({ quiz }) => quiz ?? []),
    problems: blocks.flatMap(({ problems }) => problems),
  };
}

const PIECES = [
  'ask: what',
  'ask: why',
  'ask: line',
  'ask: who',
  'options:',
  'options: []',
  'options: [{ line: 1 }, { line: 2 }]',
  '  - { text: "`lamp` went", code: E0382 }',
  '  - { text: "<b>{{ 1 }}</b>", outcome: panics }',
  '  - { prints: "3" }',
  '  - { prints: "" }',
  '  - { line: 0 }',
  '  - { text: "" }',
  '  - text',
  '*nobody',
  'opitons: []',
  '---',
  '',
];

test('any fence that may be a quiz is one, or says why not on lines that are there', () => {
  const open = fc.constantFrom('```quiz', '~~~~ quiz', '- ```quiz', '```quiz {1}', '```quizz', '```text');
  const text = fc.tuple(open, fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }), fc.boolean());
  fc.assert(
    fc.property(text, ([first, pieces, closed]) => {
      const indent = first.startsWith('-') ? '  ' : '';
      const rows = [...pieces, ...(closed ? [first.match(/`+|~+/)?.[0] ?? ''] : [])];
      const whole = [first, ...rows.map(row => indent + row)].join('\n');
      const { quizzes, problems } = quizzesOf(whole);
      const lines = [...problems, ...quizzes].map(({ line }) => line);
      const options = quizzes.flatMap(quiz => quiz.options ?? []);
      for (const line of [...lines, ...options.map(({ at }) => at)]) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(countLines(whole));
      }
      for (const problem of problems) expect(problem.help).not.toBe('');
      for (const { text: words } of options) expect(words).not.toBe('');
      if (problems.length > 0) expect(quizzes).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test.for<[string, string]>([
  ['', 'what'],
  ['options: [{ line: 1 }, { line: 2 }]', 'line'],
  ['options: [{ text: gone, code: E0382 }, { prints: "3" }]', 'why'],
  ['ask: what\noptions: [{ outcome: panics }, { prints: "3" }]', 'what'],
])('a quiz of `%s` asks %s', ([inside, ask]) => {
  const { quizzes, problems } = quizzesOf(`\`\`\`quiz\n${inside}\n\`\`\``);
  expect(problems).toEqual([]);
  expect(quizzes[0]?.ask).toBe(ask);
});

test('an option of an outcome, a line or an output has words of its own', () => {
  const inside = 'options: [{ outcome: panics }, { prints: "a\\nb\\n" }, { text: Mine, outcome: fails }]';
  const { quizzes } = quizzesOf(`\`\`\`quiz\n${inside}\n\`\`\``);
  expect(quizzes[0]?.options?.map(({ text }) => text)).toEqual([
    'It compiles, and panics',
    'It prints a / b',
    'Mine',
  ]);
});
