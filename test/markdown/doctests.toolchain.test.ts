import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDoctests } from '../../scripts/markdown/doctests.ts';
import { parseInfo } from '../../scripts/languages/expectation.ts';
import { readRustdocInfo } from '../../scripts/languages/rust/rustdoc-info.ts';
import { fixture } from '../support/fixtures.ts';
import { MARKDOWN } from '../support/markdown.ts';
import { type ExtractedTest, extractTests, listTests, type ListedTest } from '../support/rustdoc.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { HAS_RUSTC, TOOLS } from '../support/tools.ts';

const { host = '' } = TOOLS.toolchain;
/** A quote's mark that is indented as code is, and footnotes in footnotes or lists. */
const RE_READ_OTHERWISE = /\s{4,}>|\S *\[\^/;
/** A definition of a link that is underlined, or goes on with an empty item. */
const RE_UNDERLINED = /\[a\]:[^]*(?:===|- *\n)/;
const FILES = readdirSync(fixture('markdown'));

/** What markdown-it and rustdoc's parser are known to read alike: all but a few odd things. */
function alike(text: string): boolean {
  return !RE_READ_OTHERWISE.test(text) && !RE_UNDERLINED.test(text);
}

/** What stable rustdoc would list, as we see it. */
function ourList(text: string): ListedTest[] {
  return findDoctests(text)
    .map(({ line, info }) => ({ line, ...readRustdocInfo(info, { host }) }))
    .filter(({ dropped }) => !dropped)
    .map(({ line, outcome }) => ({ line, ignored: outcome === 'ignore' }));
}

interface Told {
  line: number;
  outcome: string;
  testHarness: boolean;
  standaloneCrate: boolean;
  edition: string | undefined;
  codes: string[];
}

function ourTests(text: string): Told[] {
  return findDoctests(text)
    .map(({ line, info }) => ({
      line,
      edition: undefined,
      ...readRustdocInfo(info, { stable: false, host }),
    }))
    .filter(({ dropped }) => !dropped);
}

function theirTests(tests: readonly ExtractedTest[]): Told[] {
  return tests.map(({ line, doctest_attributes: told }) => ({
    ...{ line, outcome: outcomeOf(told), testHarness: told.test_harness },
    ...{
      standaloneCrate: told.standalone_crate,
      edition: told.edition ?? undefined,
      codes: told.error_codes,
    },
  }));
}

function outcomeOf(told: ExtractedTest['doctest_attributes']): string {
  const targets = typeof told.ignore === 'string' ? [] : told.ignore.Some;
  if (told.ignore === 'All' || targets.some(target => host.includes(target))) return 'ignore';
  if (told.compile_fail) return 'compile_fail';
  return told.no_run ? 'no_run' : told.should_panic ? 'should_panic' : 'pass';
}

describe.skipIf(!HAS_RUSTC)('rustdoc and we', () => {
  test.for(FILES)('list the same programs of %s', name => {
    const file = fixture('markdown', name);
    const listed = listTests(file);
    expect(ourList(readFileSync(file, 'utf8'))).toEqual(listed);
  });

  test.for(FILES)('ask the same of the programs of %s, or we tell', name => {
    for (const { info } of findDoctests(readFileSync(fixture('markdown', name), 'utf8'))) {
      const told = readRustdocInfo(info, { host });
      const { expectation, faults } = parseInfo(info, {
        untagged: 'rust',
        unknownWords: 'near-misses',
        host,
      });
      const asked = expectation?.language === 'rust' ? expectation.outcome : undefined;
      const trap = faults.some(({ kind }) => kind === 'order-trap');
      expect([info, asked !== undefined && trap ? 'told' : asked]).toEqual([
        info,
        asked !== undefined && trap ? 'told' : told.dropped ? undefined : told.outcome,
      ]);
    }
  });

  test('read the same words of every program', () => {
    // In the documentation of a crate, unlike in a file, `rust2021` alone is Rust: only there it gets a lint.
    const texts = FILES.map(name =>
      readFileSync(fixture('markdown', name), 'utf8').replace('rust2021', 'text'),
    );
    for (const [index, tests] of extractTests(texts).entries()) {
      expect(ourTests(texts[index] ?? '')).toMatchObject(theirTests(tests));
    }
  });

  test('find the same programs in Markdown at large', () => {
    const texts = fc.sample(MARKDOWN.filter(alike), { numRuns: 10_000, seed: 1 });
    for (const [index, tests] of extractTests(texts).entries()) {
      const text = texts[index] ?? '';
      expect([text, ourTests(text)]).toEqual([text, theirTests(tests)]);
    }
  });

  test('list the same programs of Markdown at large', () => {
    using folder = temporaryFolder();
    const texts = fc.sample(MARKDOWN.filter(alike), { numRuns: 200, seed: 2 });
    for (const text of texts) {
      const file = join(folder.dir, 'file.md');
      writeFileSync(file, text);
      expect([text, ourList(text)]).toEqual([text, listTests(file)]);
    }
  });

  test('read any info string alike', () => {
    const word = fc.constantFrom(
      ...[
        'rust',
        'no_run',
        'should_panic',
        'compile_fail',
        'E0382',
        'ignore',
        'ignore-x86',
        'ignore-windows',
        'foo',
      ],
      ...[
        'custom',
        'edition2021',
        'edition',
        'test_harness',
        'standalone_crate',
        '"rust"',
        '"',
        '(',
        ')',
        '(why)',
      ],
      ...[
        '{',
        '}',
        '{.x}',
        '{a=b}',
        '{1}',
        '=',
        '.',
        'é',
        '[',
        '~',
        '|',
        '#',
        ':',
        '+',
        'E03821',
        '\\,',
        '&#44;',
      ],
    );
    const separator = fc.constantFrom(',', ' ', ', ', '', '\t');
    const info = fc.array(fc.tuple(word, separator), { maxLength: 6 }).map(parts => parts.flat().join(''));
    const texts = fc.sample(info, { numRuns: 5000, seed: 3 }).map(info => `~~~ ${info}\n~~~\n`);
    for (const [index, tests] of extractTests(texts).entries()) {
      const text = texts[index] ?? '';
      expect([text, ourTests(text)]).toMatchObject([text, theirTests(tests)]);
    }
  });
});
