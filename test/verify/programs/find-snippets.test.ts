import { describe, expect, test } from 'vitest';
import { findSnippets } from '../../../scripts/verify/programs/find-snippets.ts';
import { SOUND } from '../../support/decks.ts';
import { slideOf } from '../../support/slides.ts';

function find(...content: string[]): ReturnType<typeof findSnippets> {
  return findSnippets(slideOf({ content }), SOUND);
}

const LEDGER = '@/snippets/examples/ledger.rs';

describe('a snippet from a file', () => {
  test('is a program in the language of its file', () => {
    expect(find(`<<< ${LEDGER}#add`).snippets).toEqual([
      expect.objectContaining({
        language: 'rust',
        expectation: expect.objectContaining({ outcome: 'pass' }),
      }),
    ]);
  });

  test.for([`<<< ${LEDGER} {2|3}`, `<<< ${LEDGER} compile_fail`, `<<< ${LEDGER} # add`, `- <<< ${LEDGER}`])(
    'is never left unverified without a word: %s',
    line => {
      const { snippets, problems } = find(line);
      expect(problems.length > 0 || snippets.some(snippet => snippet.expectation)).toBe(true);
    },
  );

  test('is text within a fence', () => {
    expect(find('```text', `<<< ${LEDGER}`, '```').snippets).toEqual([
      expect.objectContaining({ language: 'text', shown: `<<< ${LEDGER}\n` }),
    ]);
  });
});

describe('an inline program', () => {
  test('knows its lines and its indentation in a list', () => {
    const { snippets } = find(
      '- a rope',
      '',
      '  ```rust',
      '  let a = 1;',
      '',
      '  let b = 2;',
      '  ```',
      '- a knot',
    );
    expect(snippets).toEqual([
      expect.objectContaining({
        from: 3,
        to: 7,
        line: 3,
        indent: '  ',
        shown: 'let a = 1;\n\nlet b = 2;\n',
      }),
    ]);
  });

  test('and a file are found in the order of the slide', () => {
    const { snippets } = find(
      `<<< ${LEDGER}#add`,
      '',
      '```rust',
      'let a = 1;',
      '```',
      '',
      `<<< ${LEDGER}#print`,
    );
    expect(snippets.map(snippet => snippet.from)).toEqual([1, 3, 7]);
  });
});

describe('the steps of a Magic Move', () => {
  const block = [
    'Before.',
    '````md magic-move {at:2}',
    '```rust,compile_fail,E0502 {1|2}',
    'let a = 1;',
    '```',
    `<<< ${LEDGER}#add`,
    '````',
  ];

  test('are programs of their own, with the lines of their fences', () => {
    const { snippets, problems } = find(...block);
    expect(problems).toEqual([]);
    const steps = { from: 2, to: 7, info: 'md magic-move {at:2}' };
    expect(snippets).toEqual([
      expect.objectContaining({
        ...{ meta: '{1|2}', line: 3, from: 3, to: 5, steps },
        expectation: expect.objectContaining({ outcome: 'compile_fail', codes: ['E0502'] }),
      }),
      expect.objectContaining({ path: 'snippets/examples/ledger.rs', line: 6, from: 6, to: 6, steps }),
    ]);
  });

  test('tell their faults where they stand', () => {
    const { problems } = find(...block.map(line => line.replace('compile_fail', 'compile_fial')));
    expect(problems.map(({ kind, line }) => [kind, line])).toContainEqual(['unknown-word', 3]);
  });

  test('must be there', () => {
    const { problems } = find('````md magic-move', 'nothing', '````');
    expect(problems).toEqual([expect.objectContaining({ kind: 'no-steps', line: 1 })]);
  });
});

describe('the shown lines of a program', () => {
  test('know their places in the fence, past hidden ones', () => {
    const [snippet] = find('```rust', '# hidden();', 'let a = 1;', '# hidden();', 'a;', '```').snippets;
    expect(snippet?.places).toEqual([
      { line: 3, cut: 0 },
      { line: 5, cut: 0 },
    ]);
  });
});
