import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutText } from '../../scripts/talk/blocks.ts';
import type { Line } from '../../scripts/talk/lines.ts';
import { readText } from '../../scripts/talk/read-text.ts';

const TAGS = ['crew', 'mate', 'cook'];

function shownTo(tags: readonly string[], ...texts: string[]): string[] {
  return linesFor(texts, tags).map(line => line.text);
}

function linesFor(texts: readonly string[], tags: readonly string[]): Line[] {
  return [...cutText(readText(texts, 1, 'main.md', 'slide').shown, new Set(tags)).lines];
}

describe('a block for some audiences', () => {
  test('is seen by who has one of its tags, without its markers', () => {
    const texts = ['before', '::: only crew, mate', 'rope', ':::', 'after'];
    expect(shownTo(['crew'], ...texts)).toEqual(['before', 'rope', 'after']);
    expect(shownTo(['mate', 'cook'], ...texts)).toEqual(['before', 'rope', 'after']);
    expect(shownTo(['cook'], ...texts)).toEqual(['before', 'after']);
    expect(shownTo([], ...texts)).toEqual(['before', 'after']);
  });

  test('nests, and the inner one asks for a tag of both', () => {
    const texts = [':::: only crew', 'rope', '::: only mate', 'knots', ':::', 'sail', '::::'];
    expect(shownTo(['crew'], ...texts)).toEqual(['rope', 'sail']);
    expect(shownTo(['mate'], ...texts)).toEqual([]);
    expect(shownTo(['crew', 'mate'], ...texts)).toEqual(['rope', 'knots', 'sail']);
  });

  test('is text within a fence', () => {
    const texts = ['```md', '::: only crew', ':::', '```'];
    expect(shownTo([], ...texts)).toEqual(texts);
  });

  test("leaves Slidev's own containers and slots alone", () => {
    const texts = ['::left::', '::: tip', 'rope', ':::', '::right::'];
    expect(shownTo([], ...texts)).toEqual(texts);
  });

  test.for(['::: Only crew', '::: onyl crew', '  ::: only crew', '- ::: only crew'])(
    'does not become for everyone because its marker is written `%s`',
    marker => {
      const texts = [marker, 'rope', ':::'];
      const { problems } = readText(texts, 1, 'main.md', 'slide');
      const open = shownTo([], ...texts).includes('rope');
      expect(open && problems.length === 0).toBe(false);
    },
  );
});

describe('the handout text', () => {
  const texts = [
    'rope',
    '::: handout',
    'A rope [@tide].',
    '::: only crew',
    '',
    '```rust',
    'x',
    '```',
    ':::',
    ':::',
  ];

  test('is not among what the screen shows', () => {
    const { shown, handout, problems } = readText(texts, 1, 'main.md', 'slide');
    expect(problems).toEqual([]);
    expect(shown.lines.map(line => line.text)).toEqual(['rope']);
    expect(shown.blocks.map(block => block.kind)).toEqual(['prose']);
    expect(handout.lines.map(line => line.number)).toEqual([3, 5, 6, 7, 8]);
    expect(handout.blocks.map(({ kind, from }) => [kind, from])).toEqual([
      ['prose', 3],
      ['citation', 3],
      ['program', 6],
    ]);
  });

  test('is cut by its own blocks', () => {
    const { handout } = readText(texts, 1, 'main.md', 'slide');
    expect(cutText(handout, new Set()).blocks.map(block => block.kind)).toEqual(['prose', 'citation']);
    expect(cutText(handout, new Set(['crew'])).blocks).toEqual(handout.blocks);
  });

  test.for([
    ['slide', ['::: handout python', ':::'], 'handout-with-words', 1],
    ['slide', ['::: handuot', ':::'], 'unknown-block', 1],
    ['slide', [':::: handout', '::: handout', ':::', '::::'], 'misplaced-handout', 2],
    ['notes', ['::: handout', ':::'], 'misplaced-handout', 1],
  ] as const)('is no place in %s for %j', ([within, text, kind, line]) => {
    const { problems } = readText(text, 1, 'main.md', within);
    expect(problems).toEqual([expect.objectContaining({ kind, line })]);
  });
});

describe('the lines that an audience sees', () => {
  const piece = fc.constantFrom(
    'rope',
    '',
    '```',
    '::: only crew',
    '::: only mate cook',
    '::: tip',
    ':::',
    '::::',
  );
  const texts = fc.array(piece, { maxLength: 15 });

  test('are some of the lines of the text, in their order', () => {
    fc.assert(
      fc.property(texts, fc.subarray(TAGS), (all, tags) => {
        const seen = linesFor(all, tags);
        const numbers = seen.map(line => line.number);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        for (const line of seen) expect(all[line.number - 1]).toBe(line.text);
      }),
    );
  });

  test('grow with its tags', () => {
    fc.assert(
      fc.property(texts, fc.subarray(TAGS), fc.subarray(TAGS), (all, some, others) => {
        const fewer = linesFor(all, some);
        const more = linesFor(all, [...some, ...others]);
        expect(more).toEqual(expect.arrayContaining(fewer));
      }),
    );
  });
});
