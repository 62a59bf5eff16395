import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const NAMES = [
  ...['-dash.md', '@at.md', '--version.md', 'two\nlines.md', '"quoted".md', "it's.md", '$(date).md'],
  ...['\u001b[31mred.md', 'ünï😀.md', 'a space.md', '`tick`.md', '.md', 'a..md', 'crate.md', '1.md'],
];
const BOOK = '```compile_fail\nfn main() {}\n```\n\n```compile_fail,E0308\nlet a: u8 = "";\n```\n';

test.skipIf(!HAS_RUSTC || process.platform === 'win32')('what a file is called changes no verdict', () => {
  using folder = temporaryFolder();
  const books = join(folder.dir, 'books');
  mkdirSync(books);
  for (const name of NAMES) writeFileSync(join(books, name), BOOK);
  const alone = { cwd: books, env: { XDG_CACHE_HOME: folder.dir } };
  for (const paths of [['.'], ['--', ...NAMES]]) {
    const { exitCode, json } = oxideck(
      ['check', '--json', '--quiet', '--isolate', '--fresh', ...paths],
      alone,
    );
    const programs = json().programs as { file: string; class: string; reason?: string }[];
    expect(exitCode).toBe(1);
    expect(new Set(programs.map(({ file }) => file))).toEqual(new Set(NAMES));
    expect(programs.filter(({ class: name }) => name === 'passed')).toHaveLength(NAMES.length);
    expect(new Set(programs.map(({ reason }) => reason).filter(Boolean))).toEqual(
      new Set(['it should be rejected, but it compiles']),
    );
  }
});
