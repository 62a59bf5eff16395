import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MarkdownBlock, parseBlocks } from '../../scripts/markdown/parse-blocks.ts';

function places(...texts: string[]): string[] {
  return parseBlocks(texts).map(({ kind, from, to }) => `${kind} ${from} to ${to}`);
}

describe('the blocks of a text', () => {
  test('stand on their lines, those in a list after it', () => {
    expect(
      places('# Knots', '', '- one', '  ```text', '  x', '  ```', '', '| a |', '| - |', '', 'Rope.'),
    ).toEqual(['heading 0 to 0', 'prose 2 to 5', 'fence 3 to 5', 'table 7 to 8', 'prose 10 to 10']);
  });

  test('do not depend on markers around them', () => {
    expect(places('1.  one', '::: only crew', '    ```text', '    x', '    ```', ':::')).toContain(
      'fence 2 to 4',
    );
  });

  test('hold markers as text where these stand in a fence', () => {
    expect(parseBlocks(['```', '::: only crew', ':::', '```'])).toEqual([
      { kind: 'fence', from: 0, to: 3, closed: true, info: '', content: '::: only crew\n:::\n' },
    ]);
  });

  test('have the text of a heading as a reader sees it', () => {
    expect(parseBlocks(['## A `knot` <b>of</b>  *rope*'])).toEqual([
      { kind: 'heading', level: 2, text: 'A knot of rope', from: 0, to: 0 },
    ]);
  });
});

describe('a Magic Move', () => {
  const steps = (...texts: string[]): MarkdownBlock | undefined =>
    parseBlocks(texts).find(({ kind }) => kind === 'steps');

  test('is a block of its fences', () => {
    const block = steps('Text', '````md magic-move {at:1}', '```rust', 'a', '```', '````', '```', '```');
    expect(block).toMatchObject({ from: 1, to: 5, info: 'md magic-move {at:1}' });
    expect(block?.kind === 'steps' && block.blocks).toEqual([
      { kind: 'fence', from: 2, to: 4, closed: true, info: 'rust', content: 'a\n' },
    ]);
  });

  test('stands in a list, too', () => {
    const block = steps('- one', '', '  ````md magic-move', '  ```', '  a', '  ```', '  ````', '- two');
    expect(block).toMatchObject({ from: 2, to: 6, blocks: [{ from: 3, to: 5, content: 'a\n' }] });
  });

  test('that never ends is a fence that never ends', () => {
    expect(parseBlocks(['````md magic-move', '```', 'a', '```'])).toMatchObject([
      { kind: 'fence', from: 0, closed: false },
    ]);
  });
});

test('whatever the text, its blocks stand on its lines', () => {
  const line = fc.constantFrom(
    '```',
    '````md magic-move',
    '````',
    '::: only a',
    ':::',
    '- a',
    '  b',
    '> c',
    '',
    '# d',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), texts => {
      for (const { from, to } of parseBlocks(texts)) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThan(texts.length);
      }
    }),
    { numRuns: 1000 },
  );
});
