import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { type Problem, sortProblems } from '../../scripts/diagnostics/problem.ts';
import { formatProblem } from '../../scripts/diagnostics/report.ts';

/** What a person reads about these problems, with paths from the talk's folder and without colours. */
export function formatReport(problems: readonly Problem[]): string {
  const texts = sortProblems(problems).map(problem => formatProblem(problem, process.cwd()));
  return stripVTControlCharacters(texts.map(text => `${text}\n`).join('\n'));
}

/** What holds for every problem, whatever it says. */
export function expectWellFormed(problems: readonly Problem[], talkDir: string): void {
  for (const problem of problems) {
    expect(problem, problem.message).toEqual(
      expect.objectContaining({
        kind: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
        severity: expect.stringMatching(/^(error|warning)$/),
        message: expect.stringMatching(/\S/),
        help: expect.stringMatching(/\S/),
      }),
    );
    expectPlace(problem, talkDir);
  }
}

function expectPlace({ file, line, message }: Problem, talkDir: string): void {
  expect(line, message).toBeGreaterThanOrEqual(0);
  // A problem of a whole file may be that the file is not there.
  if (line === 0) return;
  const path = join(talkDir, file);
  expect(existsSync(path), `${message}: ${file} exists`).toBe(true);
  expect(line, `${message}: a line of ${file}`).toBeLessThanOrEqual(countLines(readFileSync(path, 'utf8')));
}

/** As an editor counts them; an empty file has a first line to stand on. */
export function countLines(text: string): number {
  return Math.max(1, text.replace(/\n$/, '').split('\n').length);
}
