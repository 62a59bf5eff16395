import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutLines, readLines } from '../../scripts/talk/lines.ts';

const TAGS = ['crew', 'mate', 'cook'];

function shownTo(tags: readonly string[], ...texts: string[]): string[] {
  const { lines } = readLines(texts, 1, 'main.md');
  return cutLines(lines, new Set(tags)).map(line => line.text);
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
      const { lines, problems } = readLines([marker, 'rope', ':::'], 1, 'main.md');
      const open = cutLines(lines, new Set()).some(line => line.text === 'rope');
      expect(open && problems.length === 0).toBe(false);
    },
  );
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
        const { lines } = readLines(all, 1, 'main.md');
        const seen = cutLines(lines, new Set(tags));
        const numbers = seen.map(line => line.number);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        for (const line of seen) expect(all[line.number - 1]).toBe(line.text);
      }),
    );
  });

  test('grow with its tags', () => {
    fc.assert(
      fc.property(texts, fc.subarray(TAGS), fc.subarray(TAGS), (all, some, others) => {
        const { lines } = readLines(all, 1, 'main.md');
        const fewer = cutLines(lines, new Set(some));
        const more = cutLines(lines, new Set([...some, ...others]));
        expect(more).toEqual(expect.arrayContaining(fewer));
      }),
    );
  });
});
