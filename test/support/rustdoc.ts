import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './scratch.ts';

/** A test as `rustdoc --test FILE.md` lists it, without running it. */
export interface ListedTest {
  line: number;
  ignored: boolean;
}

/** A doctest as rustdoc's own extraction tells it; error codes count there as on nightly. */
export interface ExtractedTest {
  line: number;
  original_code: string;
  doctest_attributes: {
    original: string;
    should_panic: boolean;
    no_run: boolean;
    ignore: string | { Some: string[] };
    test_harness: boolean;
    compile_fail: boolean;
    standalone_crate: boolean;
    error_codes: string[];
    edition: string | null;
  };
  /** Null for what does not parse. */
  doctest_code: {
    crate_level: string;
    code: string;
    wrapper: { before: string; after: string; returns_result: boolean } | null;
  } | null;
}

const RE_LISTED = /\(line (\d+)\): test$/gm;

/** What `rustdoc --test` finds in a Markdown file, in the order of its lines. */
export function listTests(file: string): ListedTest[] {
  const list = (...args: string[]): RegExpExecArray[] => {
    const all = ['--test', file, '--test-args', ['--list', ...args].join(' ')];
    return [...execFileSync('rustdoc', all, { encoding: 'utf8', stdio: 'pipe' }).matchAll(RE_LISTED)];
  };
  const ignored = new Set(list('--ignored').map(match => match[1]));
  return list()
    .map(([, line]) => ({ line: Number(line), ignored: ignored.has(line) }))
    .sort((a, b) => a.line - b.line);
}

/** What stands before each document, so that rustdoc takes no common indentation away. */
const PREFIX = 'text\n\n';
const PREFIX_LINES = 2;
const RE_MODULE = / - m(\d+) \(line \d+\)$/;

/**
 * What rustdoc extracts from many documents in one call, each a module's documentation. Two things differ from
 * a Markdown file: line ends are made newlines, and there is no first line.
 */
export function extractTests(documents: readonly string[]): ExtractedTest[][] {
  using folder = temporaryFolder();
  const { dir } = folder;
  const modules = documents.map((text, index) => {
    writeFileSync(join(dir, `m${index}.md`), PREFIX + text);
    return `#[doc = include_str!("m${index}.md")] pub mod m${index} {}`;
  });
  writeFileSync(join(dir, 'lib.rs'), modules.join('\n'));
  const args = ['-Zunstable-options', '--output-format=doctest', '-o', '-', 'lib.rs'];
  const env = { ...process.env, RUSTC_BOOTSTRAP: '1' };
  const printed = execFileSync('rustdoc', args, {
    ...{ cwd: dir, env, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 },
  });
  const extracted: ExtractedTest[][] = documents.map(() => []);
  const { doctests } = JSON.parse(printed) as { doctests: (ExtractedTest & { name: string })[] };
  for (const test of doctests) {
    const index = Number(test.name.match(RE_MODULE)?.[1]);
    extracted[index]?.push({ ...test, line: test.line - index - PREFIX_LINES });
  }
  return extracted;
}

const RE_JUDGED = /^test .*\(line (\d+)\)(?: - [a-z ]+)? \.\.\. (ok|FAILED|ignored)/gm;
const CLASSES: Record<string, string> = { ok: 'passed', FAILED: 'failed', ignored: 'ignored' };

/** What `rustdoc --test` says of each program of a Markdown file, by line. */
export function judgeTests(file: string, edition: string): Record<string, string> {
  const { stdout } = spawnSync('rustdoc', ['--test', '--edition', edition, file], { encoding: 'utf8' });
  return Object.fromEntries(
    [...stdout.matchAll(RE_JUDGED)].map(([, line = '', verdict = '']) => [line, CLASSES[verdict] ?? verdict]),
  );
}
