import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { fixture, ROOT } from '../support/fixtures.ts';
import { judgeTests } from '../support/rustdoc.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { HAS_RUSTC } from '../support/tools.ts';

interface Entry {
  line: number;
  class: string;
  reason?: string;
}

const FOLDER = fixture('markdown-check');
const BOOK = relative(ROOT, join(FOLDER, 'harbour.md'));
const ACCEPTED = relative(ROOT, join(FOLDER, 'accepted.md'));

function checked(file: string, ...options: string[]): { entries: Entry[]; summary: Record<string, number> } {
  const document = oxideck(['check', file, '--json', '--quiet', '--fresh', ...options]).json();
  return { entries: document.programs as Entry[], summary: document.summary as Record<string, number> };
}

function passesIn(file: string, cache: string, ...options: string[]): { recorded: boolean }[] {
  const args = ['check', file, '--json', '--quiet', '--edition', '2021', ...options];
  const { programs } = oxideck(args, { env: { XDG_CACHE_HOME: cache } }).json();
  return (programs as { recorded: boolean; verdict?: string }[]).filter(({ verdict }) => verdict === 'pass');
}

/** Verdicts by line, without the blocks that rustdoc does not list. */
function verdicts(entries: readonly Entry[]): Record<string, string> {
  return Object.fromEntries(
    entries.filter(entry => entry.class !== 'not-rust').map(entry => [entry.line, entry.class]),
  );
}

describe.skipIf(!HAS_RUSTC)('check, for Markdown', () => {
  test('tells people what is wrong, where, and what to write instead', async () => {
    const { stderr, exitCode } = oxideck(['check', BOOK, '--fresh', '--edition', '2021']);
    expect(exitCode).toBe(1);
    const report = stderr.replace(/ +\d+\.\d s$/m, '');
    await expect(report.replaceAll('test/fixtures/markdown-check/', '')).toMatchFileSnapshot(
      join(FOLDER, 'harbour.expected.txt'),
    );
  });

  test('puts every block in one class, and the sum is right', () => {
    const { entries, summary } = checked(BOOK, '--edition', '2021');
    const { programs = 0, ...classes } = summary;
    expect(entries).toHaveLength(programs);
    expect(Object.values(classes).reduce((sum, number) => sum + number, 0)).toBe(programs);
    expect(summary).toMatchObject({ notRust: 1, ignored: 1, unverified: 0 });
    expect(entries.find(entry => entry.class === 'ignored')?.reason).toBe('needs a real boat');
  });

  test('judges each program alone as it does together', () => {
    const together = checked(BOOK, '--edition', '2021').entries;
    const alone = checked(BOOK, '--edition', '2021', '--isolate').entries;
    expect(verdicts(together)).toEqual(verdicts(alone));
  });

  test('answers what it knows, and takes a changed program anew', () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'book.md');
    cpSync(BOOK, file);
    const fresh = passesIn(file, folder.dir);
    expect(fresh.filter(entry => entry.recorded)).toEqual([]);
    writeFileSync(file, `Moved down.\n\n${readFileSync(file, 'utf8').replace('(1..=3)', '(1..=4)')}`);
    const again = passesIn(file, folder.dir);
    expect(again.filter(entry => !entry.recorded)).toHaveLength(1);
  });

  test('still knows one file when another was checked after it', () => {
    using folder = temporaryFolder();
    const passes = () => [BOOK, ACCEPTED].flatMap(file => passesIn(file, folder.dir));
    passes();
    const again = passes();
    expect(again.length).toBeGreaterThan(2);
    expect(again.filter(entry => !entry.recorded)).toEqual([]);
  });

  test('forgets what passed once and does so no more', () => {
    using folder = temporaryFolder();
    const flag = join(folder.dir, 'flag');
    const file = join(folder.dir, 'moody.md');
    writeFileSync(file, `\`\`\`rust\nstd::fs::read(${JSON.stringify(flag)}).unwrap();\n\`\`\`\n`);
    writeFileSync(flag, '');
    expect(passesIn(file, folder.dir)).toHaveLength(1);
    rmSync(flag);
    expect(passesIn(file, folder.dir, '--fresh')).toEqual([]);
    expect(passesIn(file, folder.dir)).toEqual([]);
  });
});

describe.skipIf(!HAS_RUSTC)('check, where the cache is out of the ordinary', () => {
  const check = (cache: string) =>
    oxideck(['check', BOOK, '--json', '--quiet', '--edition', '2021'], { env: { XDG_CACHE_HOME: cache } });
  const expected = () => verdicts(checked(BOOK, '--edition', '2021').entries);

  test('judges as ever when it cannot be written', () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'a-file');
    writeFileSync(file, '');
    expect(verdicts(check(file).json().programs as Entry[])).toEqual(expected());
  });

  test.skipIf(!existsSync('/dev/shm'))('judges as ever when it lies on another disk', () => {
    const folder = mkdtempSync('/dev/shm/oxideck-test-');
    try {
      expect(verdicts(check(folder).json().programs as Entry[])).toEqual(expected());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const FILES = readdirSync(fixture('markdown'));
/** A comment that names `no_std` keeps rustdoc from making a `main`, unless it merges the programs of a file. */
const KNOWN: Record<string, number[]> = { 'crate-attributes.md 2024': [49] };

describe.skipIf(!HAS_RUSTC).for(['2015', '2021', '2024'])('with --rustdoc, in edition %s', edition => {
  test.for([...FILES.map(name => join(fixture('markdown'), name)), BOOK])(
    'the verdicts are those of rustdoc itself: %s',
    file => {
      const ours = verdicts(checked(file, '--rustdoc', '--edition', edition).entries);
      const theirs = judgeTests(file, edition);
      for (const line of KNOWN[`${basename(file)} ${edition}`] ?? []) {
        expect(ours[line], 'a known difference that is none any more').not.toBe(theirs[line]);
        delete ours[line];
        delete theirs[line];
      }
      expect(ours).toEqual(theirs);
    },
  );
});
