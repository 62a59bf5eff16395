import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Doctest, findDoctests } from '../../scripts/markdown/doctests.ts';
import { fixture } from '../support/fixtures.ts';
import { MARKDOWN, ODD_MARKDOWN } from '../support/markdown.ts';

const RE_FENCE = /(`{3,}|~{3,})/;

/** What every block must be, whatever the text: in the file, at its fence, and rebuilt from its places. */
function expectInPlace(text: string, blocks: readonly Doctest[]): void {
  const lines = text.split('\n');
  expect(blocks.map(block => block.line)).toEqual(blocks.map(block => block.line).sort((a, b) => a - b));
  for (const block of blocks) {
    if (block.fenced) expect(lines[block.line - 1]).toMatch(RE_FENCE);
    else expect(block.lines[0]).toBe(block.line);
    const contents = block.content === '' ? [] : block.content.replace(/\n$/, '').split('\n');
    expect([block.lines.length, block.columns.length]).toEqual([contents.length, contents.length]);
    if (text.includes('\r')) continue;
    for (const [index, content] of contents.entries()) {
      // Spaces at its start may stand for a part of a tab.
      const written = content.replace(/^ +/, '').replaceAll('\uFFFD', '\0');
      const line = (lines[(block.lines[index] ?? 0) - 1] ?? '').replaceAll('\uFFFD', '\0');
      const from = (block.columns[index] ?? 0) + content.length - written.length;
      expect(line.slice(from)).toBe(written);
    }
  }
}

describe('blocks of code', () => {
  test('have their info string, content and places', () => {
    expect(findDoctests('> - ~~~ rust,no_run \n>   let a = 1;\n>\n>     let b = 2;\n>   ~~~\n')).toEqual([
      {
        ...{ info: 'rust,no_run', content: 'let a = 1;\n\n  let b = 2;\n', line: 1 },
        ...{ lines: [2, 3, 4], columns: [4, 1, 4], fenced: true, closed: true },
      },
    ]);
  });

  test('may be indented only, and are then closed', () => {
    expect(findDoctests('text\n\n    let a = 1;\n\ttab\n')).toEqual([
      {
        ...{ info: '', content: 'let a = 1;\ntab\n', line: 3 },
        ...{ lines: [3, 4], columns: [4, 1], fenced: false, closed: true },
      },
    ]);
  });

  test('that are never closed go on to the end', () => {
    expect(findDoctests('```\na\n\nb')).toMatchObject([
      { content: 'a\n\nb', closed: false, lines: [2, 3, 4] },
    ]);
  });

  test.for([
    ['```a&amp;b\\*c\n```', 'a&b*c'],
    ['~~~ \t rust \t\n~~~', 'rust'],
    ['~~~\u00A0rust\n~~~', '\u00A0rust'],
  ] as const)('have the info string that is meant: %s', ([text, info]) => {
    expect(findDoctests(text)).toMatchObject([{ info }]);
  });

  test('have their lines counted by newlines, also behind lone carriage returns', () => {
    expect(findDoctests('a\rb\r\nc\n\n```\r\nx\r\n```\r\n')).toMatchObject([{ line: 4, lines: [5] }]);
  });

  test('are found in a large text', () => {
    expect(findDoctests('text\n\n- > ```\n  > a\n\n'.repeat(100_000))).toHaveLength(100_000);
    expect(findDoctests('> '.repeat(1_000_000))).toEqual([]);
  });
});

test.for(readdirSync(fixture('markdown')))('every block of %s is in its place', name => {
  const text = readFileSync(fixture('markdown', name), 'utf8');
  const blocks = findDoctests(text);
  expect(blocks).not.toEqual([]);
  expectInPlace(text, blocks);
});

test('the blocks of any Markdown are in their places', () => {
  fc.assert(
    fc.property(fc.oneof(MARKDOWN, ODD_MARKDOWN), text => expectInPlace(text, findDoctests(text))),
    { numRuns: 1000 },
  );
});

test('any text has its blocks', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom(...'`~>-\n\r\t []^:<!#0'), fc.string({ unit: 'binary' })),
  });
  fc.assert(fc.property(text, text => expectInPlace(text, findDoctests(text))));
});
