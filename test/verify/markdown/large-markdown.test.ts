import { expect, test } from 'vitest';
import { checkReport } from '../../../scripts/commands/check-report.ts';
import { hazardOf } from '../../../scripts/verify/bundle/hazards.ts';
import { collectPrograms } from '../../../scripts/verify/programs/program.ts';
import { readMarkdown } from '../../../scripts/verify/markdown/read-markdown.ts';

/** What grows with the square of its text takes minutes, and the test does not wait that long. */
const MANY = 100_000;
const fenced = (text: string, info = 'rust') => `\`\`\`${info}\n${text}\n\`\`\`\n\n`;

/** All that a check does with a text before it asks the toolchain, and after. */
function readWhole(text: string): Record<string, number> {
  const { blocks, problems } = readMarkdown(text, 'book.md', { untagged: 'text', rustdoc: false });
  const snippets = blocks.flatMap(({ snippet }) => snippet ?? []);
  const programs = collectPrograms(snippets, '/book', { packageOf: () => undefined, edition: '2021' });
  for (const program of programs) hazardOf(program);
  const verified = programs.map(program => ({ program, recorded: false, by: '', milliseconds: 0 }));
  return checkReport(
    blocks,
    { programs: verified, problems: [], missing: [], remarks: [], unenforced: [] },
    problems,
  ).summary;
}

test.for([
  ['equal programs', fenced('let a = 1;').repeat(MANY / 2), MANY / 2],
  ['programs with something to tell of each', fenced('', 'rust,norun').repeat(MANY / 2), MANY / 2],
  ['lines of one program', fenced('# \n'.repeat(5 * MANY)), 1],
  ['letters of one word', fenced('', `rust ${'a'.repeat(100 * MANY)}`), 1],
  ['words of one fence', fenced('', `rust ${'a '.repeat(MANY)}`), 1],
  ['quotes of one word', fenced('', `rust ${'""'.repeat(10 * MANY)}`), 1],
  ['brackets that are not closed', fenced('', `rust ${'{[('.repeat(MANY)}`), 1],
  ['letters of one string', fenced(`let a = "${'a'.repeat(10 * MANY)}";`), 1],
  ['quotes within quotes', '> '.repeat(50 * MANY), 0],
  ['lists within lists', '- '.repeat(50 * MANY), 0],
  ['letters of one line', 'a'.repeat(100 * MANY), 0],
] as const)('a text of many %s is read in the time that it takes to write it', ([_, text, blocks]) => {
  expect(readWhole(text).programs).toBe(blocks);
});
