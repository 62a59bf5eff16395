import { describe, expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { SOUND } from '../support/decks.ts';
import { ROOT } from '../support/fixtures.ts';
import { copyOf } from '../support/temporary.ts';

describe('without a toolchain and without a record', () => {
  const { exitCode, stderr, json } = oxideck(['--talk', SOUND, '--json', 'check'], { withoutTools: true });

  test('check ends with 3: a tool is missing', () => {
    expect(exitCode).toBe(3);
    expect(stderr).toContain('rustc is not installed');
    expect(stderr).toContain('python3 is not installed');
    expect(stderr).toContain('oxideck doctor');
  });

  test('check tells of every program, and of no verdict', () => {
    expect(json()).toMatchObject({
      exitCode: 3,
      summary: { programs: 4, passed: 0, failed: 0, ignored: 0, notRust: 1, unverified: 3 },
      changed: [],
    });
  });
});

test('the talk that comes with Oxideck is recorded whole: it needs no toolchain', () => {
  using copy = copyOf(ROOT, 'slides', 'snippets');
  const { exitCode, json } = oxideck(['check', '--talk', copy.dir, '--json'], {
    withoutTools: true,
  });
  expect(json()).toMatchObject({ changed: [], problems: [] });
  expect(exitCode).toBe(0);
});
