import { describe, expect, test } from 'vitest';
import { fixture, listCases } from '../support/fixtures.ts';
import { expectWellFormed, formatReport } from '../support/report.ts';
import { readWholeTalk } from '../support/talks.ts';

/** Each case has one kind of fault, but for the one that has several on purpose. */
const SEVERAL = 'several-problems-at-once';

describe.for(listCases('talks/faulty'))('a talk with %s', name => {
  const dir = fixture('talks/faulty', name);
  const { problems } = readWholeTalk(dir);

  test('is told what is wrong, where, and what to write instead', async () => {
    await expect(formatReport(problems)).toMatchFileSnapshot(fixture('talks/faulty', name, 'expected.txt'));
  });

  test('has problems that stand on lines that exist', () => {
    expect(problems).not.toEqual([]);
    expectWellFormed(problems, dir);
  });

  test.skipIf(name === SEVERAL)('has no second fault made up', () => {
    expect(new Set(problems.map(problem => problem.kind)).size).toBe(1);
  });
});

test('problems of several kinds are reported together', () => {
  const { problems } = readWholeTalk(fixture('talks/faulty', SEVERAL));
  expect(new Set(problems.map(problem => problem.kind)).size).toBeGreaterThan(3);
});
