import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quizAnswer, quizNote, quizProblems } from '../../scripts/slidev/quiz-answer.ts';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import type { Verdict } from '../../scripts/languages/verdict.ts';
import { slideOf } from '../support/slides.ts';
import { PANICKED, RAN, REJECTED } from '../support/verdicts.ts';

const CODE = ['let a = 1;', '', 'drop(a);', 'a;'];
/** On the third line of what is shown: the fence is the first of the program. */
const SPAN = { line: 4, column: 1, endLine: 4, endColumn: 5, primary: true };
const AT_THREE: Verdict = {
  ...REJECTED,
  diagnostics: REJECTED.diagnostics.map(told => ({ ...told, spans: [SPAN] })),
};
const PANICKED_AT_THREE = {
  ...PANICKED,
  stderr: ["thread 'main' panicked at main.rs:4:1:", 'too late', 'note: run'],
};

function quizOf(words: string, ...inside: string[]): Snippet {
  const asked = inside.length > 0 ? ['```quiz', ...inside, '```'] : [];
  const content = [`\`\`\`rust,quiz${words}`, ...CODE, '```', ...asked];
  const { snippets, problems } = findSnippets(slideOf({ content }), '/talk');
  expect(problems).toEqual([]);
  return snippets[0] as Snippet;
}

const WHY = 'options: [{ text: gone, code: E0382 }, { text: lent, code: E0502 }, { prints: "12 in all" }]';
const LINES = 'options: [{ line: 1 }, { line: 3 }]';

describe('the right answer is that of the verdict', () => {
  test.for<[string, string, string[], Verdict, number]>([
    ['compiles', '', [], RAN, 0],
    ['is rejected', ',compile_fail', [], REJECTED, 1],
    ['panics', ',should_panic', [], PANICKED, 2],
    ['has a code', ',compile_fail', [WHY], REJECTED, 0],
    ['prints', '', [WHY], RAN, 2],
    ['has an error on a line', ',compile_fail', [LINES], AT_THREE, 1],
    ['has an error on a line, of all', ',compile_fail', ['ask: line'], AT_THREE, 1],
    ['panics on a line', ',should_panic', [LINES], PANICKED_AT_THREE, 1],
  ])('where the program %s', ([, words, inside, verdict, right]) => {
    expect(quizAnswer(quizOf(words, ...inside), verdict)).toEqual({ right });
  });

  test('whatever the order of the options', () => {
    const options = ['{ text: gone, code: E0382 }', '{ text: lent, code: E0502 }', '{ outcome: panics }'];
    fc.assert(
      fc.property(fc.shuffledSubarray(options, { minLength: 3 }), shuffled => {
        const snippet = quizOf(',compile_fail', `options: [${shuffled.join()}]`);
        expect(quizAnswer(snippet, REJECTED)).toEqual({
          right: shuffled.findIndex(text => /E0382/.test(text)),
        });
      }),
    );
  });
});

describe('a quiz is refused', () => {
  test.for<[string, string, string, Verdict]>([
    ['whose reasons are all wrong', ',compile_fail', WHY.replace('E0382', 'E0499'), REJECTED],
    ['whose program ran', '', WHY.replace('12', '13'), RAN],
    ['whose program fails otherwise', ',should_panic', 'ask: what', { ...PANICKED, exitCode: 1 }],
    [
      'with two right options',
      ',compile_fail',
      WHY.replace('prints: "12 in all"', 'outcome: rejected'),
      REJECTED,
    ],
    ['whose line is another one', ',compile_fail', 'options: [{ line: 1 }, { line: 4 }]', AT_THREE],
    ['whose place is not shown', ',compile_fail', LINES, REJECTED],
  ])('%s', ([, words, inside, verdict]) => {
    const [problem, ...others] = quizProblems([quizOf(words, inside)], () => ({ verdict }));
    expect(others).toEqual([]);
    expect(problem?.line).toBeGreaterThan(CODE.length + 2);
    expect(`${problem?.kind}: ${problem?.message}\nhelp: ${problem?.help}`).toMatchSnapshot();
    expect(problem?.detail).toBe(
      verdict === RAN || verdict.exitCode ? undefined : 'error[E0382]: borrow of moved value: `tray`',
    );
  });
});

test('the note is the key, the words and what the compiler said, as text', () => {
  expect(quizNote(quizOf(',compile_fail', LINES), AT_THREE, 'rustc 1.90.0')).toBe(
    '**Answer: 3**, line 3: rustc rejects it with &#96;E0382&#96;&#58; borrow of moved value&#58; &#96;tray&#96;, on line 3 (rustc 1.90.0).',
  );
  expect(quizNote(quizOf(''), RAN, '')).toBe(
    '**Answer: 1**, It compiles and runs: it compiles, and prints &#96;12 in all&#96;.',
  );
});
