import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unusedSnippets } from '../../scripts/checks/unused.ts';
import { SOUND } from '../support/decks.ts';
import { readWholeTalk } from '../support/talks.ts';
import { copyOf } from '../support/temporary.ts';

test('a program that no slide shows is named', () => {
  using copy = copyOf(SOUND, 'slides', 'snippets');
  const { snippets } = readWholeTalk(copy.dir);
  const folder = join(copy.dir, 'snippets');
  expect(unusedSnippets(snippets, copy.dir)).toEqual([]);

  writeFileSync(join(folder, 'forgotten.rs'), 'mod helper;\nfn main() {}\n');
  writeFileSync(join(folder, 'helper.rs'), '');
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src/lib.rs'), '');
  expect(unusedSnippets(snippets, copy.dir).map(problem => problem.file)).toEqual(['snippets/forgotten.rs']);
});

test.for<[string, string, boolean]>([
  ['help.rs', 'mod helper;', false],
  ['help.rs', '// help is at hand\nfn helps() {}', false],
  ['help.rs', 'include_str!("../other_help.rs")', false],
  ['help.rs', 'pub mod help;', true],
  ['help.rs', '#[path = "help.rs"] mod other;', true],
  ['help.rs', 'include!("parts/help.rs");', true],
  ['help.py', 'import sys, help', true],
  ['help.py', 'from help import me', true],
  ['help.py', 'print("help")', false],
])('%s is taken in by %j: %s', ([name, text, isTakenIn]) => {
  using copy = copyOf(SOUND, 'slides', 'snippets');
  const { snippets } = readWholeTalk(copy.dir);
  const folder = join(copy.dir, 'snippets');
  writeFileSync(join(folder, 'forgotten.rs'), text);
  writeFileSync(join(folder, name), '');
  const named = unusedSnippets(snippets, copy.dir).map(problem => problem.file);
  expect(named.includes(`snippets/${name}`)).toBe(!isTakenIn);
});
