import { describe, expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { SOUND } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';
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
