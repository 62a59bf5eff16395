import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { fixture } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { copyOf } from '../support/temporary.ts';
import { HAS_RUSTC } from '../support/tools.ts';

test.skipIf(!HAS_RUSTC)(
  'of a book whose crates are out of reach, the programs without them are verified',
  () => {
    using copy = copyOf(fixture('packages/harbour'));
    using cache = temporaryFolder();
    const env = { XDG_CACHE_HOME: cache.dir, CARGO_HOME: cache.dir, CARGO_NET_OFFLINE: 'true' };
    const check = (...options: string[]) =>
      oxideck(['check', 'book.md', '--manifest', 'Cargo.toml', '--json', ...options], { cwd: copy.dir, env });
    expect(check().exitCode).toBe(0);
    const known = check('--fresh');
    expect([known.exitCode, known.json().remarks]).toEqual([0, []]);

    // Nothing is known of the programs with such a manifest.
    appendFileSync(join(copy.dir, 'Cargo.toml'), 'a-crate-that-nobody-has = "=999.0.0"\n');
    rmSync(join(copy.dir, 'Cargo.lock'));
    const { exitCode, stderr, json } = check('--fresh');
    expect(exitCode).toBe(3);
    const { summary, programs } = json() as { summary: object; programs: { line: number; class: string }[] };
    expect(summary).toEqual({ programs: 4, passed: 2, failed: 0, ignored: 0, notRust: 0, unverified: 2 });
    for (const { line } of programs.filter(({ class: name }) => name === 'unverified')) {
      expect(stderr).toContain(`book.md:${line}\n`);
    }
    expect(stderr.match(/error\[unverified\].*the crates are out of reach/g)).toHaveLength(2);
  },
);

test.skipIf(!HAS_RUSTC)('what was known before is told apart from what is verified now', () => {
  using copy = copyOf(fixture('packages/harbour'));
  using cache = temporaryFolder();
  const args = ['check', 'book.md', '--manifest', 'Cargo.toml', '--json', '--fresh'];
  const env = { XDG_CACHE_HOME: cache.dir };
  expect(oxideck(args, { cwd: copy.dir, env }).exitCode).toBe(0);
  mkdirSync(join(copy.dir, '.cargo'));
  writeFileSync(join(copy.dir, '.cargo/config.toml'), '[build]\nrustc = "a-compiler-that-nobody-has"\n');
  const { stderr, json } = oxideck(args, { cwd: copy.dir, env });
  expect(stderr).toContain('known from before, not verified now: ');
  expect((json().programs as { recorded: boolean }[]).map(({ recorded }) => recorded)).toEqual([
    ...[true, true, false, false],
  ]);
});

test.skipIf(!HAS_RUSTC)('nothing is known of programs whose crates have lost their sources', () => {
  using copy = copyOf(fixture('packages/harbour'));
  using cache = temporaryFolder();
  const args = ['check', 'book.md', '--manifest', 'Cargo.toml', '--json'];
  const env = { XDG_CACHE_HOME: cache.dir };
  expect(oxideck(args, { cwd: copy.dir, env }).exitCode).toBe(0);
  rmSync(join(copy.dir, 'inner'), { recursive: true });
  const { summary } = oxideck(args, { cwd: copy.dir, env }).json();
  expect(summary).toMatchObject({ passed: 2, unverified: 2 });
});
