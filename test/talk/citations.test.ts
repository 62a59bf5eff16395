import { describe, expect, test } from 'vitest';
import { findCitations, replaceCitations } from '../../scripts/talk/citations.ts';
import type { Text } from '../../scripts/talk/blocks.ts';
import { textOf } from '../support/slides.ts';

function textOfLines(...texts: string[]): Text {
  return textOf(texts, 10);
}

describe('a citation', () => {
  test('is found with its line, as often as it stands there', () => {
    expect(findCitations(textOfLines('One [@tide] and [@knots].', '', 'Again [@tide].'))).toEqual([
      { id: 'tide', line: 10 },
      { id: 'knots', line: 10 },
      { id: 'tide', line: 12 },
    ]);
  });

  test.for(['`[@tide]`', '``a ` [@tide] ``', '[tide]', '@tide', '[@]', '[@two words]'])(
    'is not seen in %s',
    text => {
      expect(findCitations(textOfLines(text))).toEqual([]);
    },
  );

  test('is seen after code on the same line', () => {
    expect(findCitations(textOfLines('`let x = 1;` [@tide] `[@no]`'))).toEqual([{ id: 'tide', line: 10 }]);
  });

  test('is not seen in a fence', () => {
    expect(findCitations(textOfLines('```text', '[@tide]', '```', '[@knots]'))).toEqual([
      { id: 'knots', line: 13 },
    ]);
  });

  test('is replaced and nothing else is', () => {
    const text = textOfLines('One [@tide].', '```', '[@tide]', '```', '`[@tide]` and [@knots]');
    expect(replaceCitations(text.lines, id => `(${id})`)).toEqual([
      'One (tide).',
      '```',
      '[@tide]',
      '```',
      '`[@tide]` and (knots)',
    ]);
  });
});
