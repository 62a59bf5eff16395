import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { fixture } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { copyOf } from '../support/temporary.ts';
import { HAS_RUSTC } from '../support/tools.ts';

interface Checked {
  exitCode: number | null;
  recorded: boolean[];
  classes: string[];
}

/** A check of the book of a package of its own, with a cache of its own. */
function harbour() {
  const copy = copyOf(fixture('packages/harbour'));
  const cache = temporaryFolder();
  const env = { XDG_CACHE_HOME: cache.dir };
  const args = ['check', 'book.md', '--manifest', 'Cargo.toml', '--json', '--quiet'];
  return {
    folder: join(cache.dir, 'oxideck'),
    files: (pattern: RegExp) =>
      readdirSync(cache.dir, { recursive: true, encoding: 'utf8' })
        .filter(name => pattern.test(name))
        .map(name => join(cache.dir, name)),
    check(...options: string[]): Checked {
      const { exitCode, json } = oxideck([...args, ...options], { cwd: copy.dir, env });
      const programs = json().programs as { recorded: boolean; class: string }[];
      return {
        exitCode,
        recorded: programs.map(({ recorded }) => recorded),
        classes: programs.map(({ class: name }) => name),
      };
    },
    [Symbol.dispose]() {
      copy[Symbol.dispose]();
      cache[Symbol.dispose]();
    },
  };
}

const PASSED = ['passed', 'passed', 'passed', 'passed'];
const FRESH = { exitCode: 0, recorded: [false, false, false, false], classes: PASSED };
const KNOWN = { exitCode: 0, recorded: [true, true, true, true], classes: PASSED };

describe.skipIf(!HAS_RUSTC)('a cache that is damaged', () => {
  test('is not believed, and is made anew', () => {
    using book = harbour();
    expect(book.check()).toEqual(FRESH);
    expect(book.check()).toEqual(KNOWN);
    const [verdicts = ''] = book.files(/checks\/\w+\.json$/);
    const [supervisor] = book.files(/supervisor\.rlib$/);
    const text = readFileSync(verdicts, 'utf8');
    for (const damaged of [text.slice(0, 300), '', text.replace('"ran"', '"built"'), '{}', 'null']) {
      expect(damaged).not.toBe(text);
      writeFileSync(verdicts, damaged);
      if (supervisor) truncateSync(supervisor, damaged.length % 2);
      expect(book.check(), damaged.slice(0, 40)).toEqual(FRESH);
      if (supervisor) expect(readFileSync(supervisor).length).toBeGreaterThan(1000);
    }
    expect(book.check()).toEqual(KNOWN);
  });

  test('has crates compiled again that are empty, cut short or gone', () => {
    using book = harbour();
    expect(book.check()).toEqual(FRESH);
    const damage: [RegExp, (file: string) => void][] = [
      [/libharbour.*\.(rlib|rmeta)$/, file => truncateSync(file, 0)],
      [/libinner.*\.(rlib|rmeta)$/, file => truncateSync(file, 0)],
      [/libharbour.*\.rlib$/, file => truncateSync(file, 200)],
      [/\.(rlib|rmeta)$/, file => rmSync(file)],
    ];
    for (const [pattern, harm] of damage) {
      const files = book.files(pattern);
      expect(files).not.toEqual([]);
      for (const file of files) harm(file);
      expect(book.check('--fresh'), String(pattern)).toEqual(FRESH);
    }
  });

  test('that is full of other things changes no verdict', () => {
    using book = harbour();
    mkdirSync(book.folder);
    for (const name of ['checks', 'supervisors', 'compiled']) writeFileSync(join(book.folder, name), 'x');
    expect(book.check()).toEqual(FRESH);
    expect(book.check()).toEqual(FRESH);
  });

  test('in which no crates can be built is named, with what to do', () => {
    using book = harbour();
    mkdirSync(book.folder);
    writeFileSync(join(book.folder, 'cargo'), 'x');
    using copy = copyOf(fixture('packages/harbour'));
    const env = { XDG_CACHE_HOME: join(book.folder, '..') };
    const { exitCode, stderr } = oxideck(['check', 'book.md', '--manifest', 'Cargo.toml'], {
      cwd: copy.dir,
      env,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/crates cannot be built in .* \(ENOTDIR\)\n.*help: .*XDG_CACHE_HOME/);
  });
});

test.skipIf(!HAS_RUSTC)(
  'a cache that is asked for by a relative path is not made wherever one stands',
  () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.dir, 'a.md'), '```\nlet a = 1;\n```\n');
    for (const asked of ['', 'here']) {
      const env = { XDG_CACHE_HOME: asked, HOME: join(folder.dir, 'home') };
      oxideck(['check', 'a.md', '--quiet'], { cwd: folder.dir, env });
      expect(existsSync(join(folder.dir, 'home/.cache/oxideck'))).toBe(true);
      expect(readdirSync(folder.dir).sort()).toEqual(['a.md', 'home']);
    }
  },
);
