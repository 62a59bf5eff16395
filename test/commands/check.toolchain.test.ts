import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { SOUND } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';
import { edit, lineOf } from '../support/scratch.ts';
import { copyOf } from '../support/temporary.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../support/tools.ts';

describe.skipIf(!HAS_RUSTC || !HAS_PYTHON)('check', () => {
  test('says nothing when quiet and all is well', () => {
    using copy = copyOf(SOUND);
    const result = oxideck(['check', '--talk', copy.dir, '--quiet']);
    expect(result).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('ends with 1 where a verdict is wrong, and records no such verdict', () => {
    using copy = copyOf(fixture('talks/verdicts/wrong-code'));
    const { exitCode, stderr, json } = oxideck(['check', '--talk', copy.dir, '--json']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error[wrong-verdict]');
    expect(json()).toMatchObject({
      summary: { programs: 1, failed: 1 },
      changed: [],
    });
  });

  test('ends with 1 where the compiler confirms no answer, or two, and says what it said', () => {
    using copy = copyOf(fixture('talks/guessing'));
    const lamp = 'slides/sections/lamp.md';
    edit(copy.dir, lamp, 'was handed over", code: E0382', 'was handed over", code: E0499');
    edit(copy.dir, lamp, 'it is written", code: E0502', 'it is written", outcome: compiles');
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir]);
    expect(exitCode).toBe(1);
    const told = stripVTControlCharacters(stderr);
    expect(told).toContain(
      'error[quiz-without-answer]: no option of this quiz is right: rustc rejects it with `E0382`',
    );
    expect(told).toContain(`${lamp}:${lineOf(copy.dir, lamp, 'ask: why') - 1}`);
    expect(told).toContain('help: offer what is true, such as `code: E0382`');
    expect(told).toContain('value borrowed here after move');
    expect(told).toContain(
      'error[quiz-with-several-answers]: the options `1` and `2` of this quiz are all right',
    );
    expect(told).toContain(`${lamp}:${lineOf(copy.dir, lamp, 'prints: "[1, 1]"')}`);
  });

  test('tells of each program in the order of the files', () => {
    using copy = copyOf(SOUND);
    const { json } = oxideck(['check', '--talk', copy.dir, '--json']);
    expect(json().programs).toEqual([
      expect.objectContaining({
        line: 10,
        expectation: 'rust,compile_fail,E0382',
        level: 'checked',
      }),
      expect.objectContaining({
        expectation: 'rust',
        class: 'passed',
        stdout: '12 in all',
      }),
      expect.objectContaining({
        expectation: 'python',
        class: 'passed',
        stdout: 'seams: 12',
      }),
      expect.objectContaining({ line: 43, class: 'not-rust' }),
    ]);
  });
});
