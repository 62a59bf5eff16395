import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Problem, sortProblems } from '../../scripts/diagnostics/problem.ts';
import { countProblems, createReporter } from '../../scripts/diagnostics/report.ts';

const problem = fc.record({
  kind: fc.constantFrom('missing-image', 'unknown-tag'),
  severity: fc.constantFrom<Problem['severity']>('error', 'warning'),
  message: fc.constantFrom('no image', 'unknown tag'),
  help: fc.constant('mend it'),
  file: fc.constantFrom('a.md', 'b.md', 'B.md'),
  line: fc.nat(12),
});

function reported(quiet: boolean, tell: (report: ReturnType<typeof createReporter>) => void): string {
  const texts: string[] = [];
  tell(createReporter(quiet, text => texts.push(text) > 0));
  return stripVTControlCharacters(texts.join(''));
}

test('problems are sorted by place, whatever their order was, and each is kept once', () => {
  fc.assert(
    fc.property(fc.array(problem), fc.nat(), (problems, turn) => {
      const sorted = sortProblems(problems).map(({ file, line, kind }) => [file, line, kind]);
      const turned = [...problems.slice(turn), ...problems.slice(0, turn)];
      expect(sortProblems(turned).map(({ file, line, kind }) => [file, line, kind])).toEqual(sorted);
      const distinct = new Set(problems.map(p => JSON.stringify([p.file, p.line, p.kind, p.message])));
      expect(sorted).toHaveLength(distinct.size);
    }),
  );
});

test.for([
  [[], 'no problems'],
  [['error'], '1 error'],
  [['error', 'warning', 'error'], '2 errors and 1 warning'],
] as const)('%s are counted as %s', ([severities, text]) => {
  const problems = severities.map((severity): Problem => {
    return {
      kind: 'unknown-tag',
      severity,
      message: 'unknown tag',
      help: 'mend it',
      file: 'a.md',
      line: 1,
    };
  });
  expect(countProblems(problems)).toBe(text);
});

describe('a quiet reporter', () => {
  test('says nothing of what goes well', () => {
    const tell = (report: ReturnType<typeof createReporter>) => {
      report.begin('building crates');
      report.done('check', '3 programs', 1234);
      report.note('record: unchanged');
    };
    expect(reported(true, tell)).toBe('');
    expect(reported(false, tell)).toContain('1.2 s');
  });

  test('says what goes wrong', () => {
    expect(reported(true, report => report.error('no talk here', 'name one'))).toBe(
      'error: no talk here\n  = help: name one\n',
    );
  });
});

test('whatever an author wrote takes no more than its line, and does nothing to the terminal', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('\x1b', '\n', '\r', '\u2028', '\u202e'), fc.string()),
  });
  fc.assert(
    fc.property(text, text, text, text, (file, message, help, detail) => {
      const found: Problem = { ...fc.sample(problem, 1)[0], severity: 'error' } as Problem;
      const told = reported(true, report =>
        report.problems([{ ...found, file: `a${file}.md`, message, help, detail: `b${detail}` }], '.'),
      );
      expect(told).not.toMatch(/[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      expect(told.split('\n')).toHaveLength(5 + detail.split('\n').length);
    }),
  );
});

test('of what is very long, the middle is left out', () => {
  const told = reported(true, report =>
    report.error('no word', `write \`rust\`, without \`${'a '.repeat(5000)}\``),
  );
  expect(told.length).toBeLessThan(1000);
  expect(told).toMatch(/write `rust`, without .* … .*`\n$/);
});
