import { describe, expect, test } from 'vitest';
import { findSnippets } from '../../scripts/snippets/find-snippets.ts';
import { SOUND } from '../support/decks.ts';
import { slideOf } from '../support/slides.ts';

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
        from: 2,
        to: 6,
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
    expect(snippets.map(snippet => snippet.from)).toEqual([0, 2, 6]);
  });
});
