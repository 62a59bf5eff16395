import { describe, expect, test } from 'vitest';
import { findCitations, replaceCitations } from '../../scripts/talk/citations.ts';
import type { Line } from '../../scripts/talk/lines.ts';

function linesOf(...texts: string[]): Line[] {
  return texts.map((text, index) => ({ text, number: index + 10, only: [] }));
}

describe('a citation', () => {
  test('is found with its line, as often as it stands there', () => {
    expect(findCitations(linesOf('One [@tide] and [@knots].', '', 'Again [@tide].'))).toEqual([
      { id: 'tide', line: 10 },
      { id: 'knots', line: 10 },
      { id: 'tide', line: 12 },
    ]);
  });

  test.for(['`[@tide]`', '``a ` [@tide] ``', '[tide]', '@tide', '[@]', '[@two words]'])(
    'is not seen in %s',
    text => {
      expect(findCitations(linesOf(text))).toEqual([]);
    },
  );

  test('is seen after code on the same line', () => {
    expect(findCitations(linesOf('`let x = 1;` [@tide] `[@no]`'))).toEqual([{ id: 'tide', line: 10 }]);
  });

  test('is not seen in a fence', () => {
    expect(findCitations(linesOf('```text', '[@tide]', '```', '[@knots]'))).toEqual([
      { id: 'knots', line: 13 },
    ]);
  });

  test('is replaced and nothing else is', () => {
    const lines = linesOf('One [@tide].', '```', '[@tide]', '```', '`[@tide]` and [@knots]');
    expect(replaceCitations(lines, id => `(${id})`)).toEqual([
      'One (tide).',
      '```',
      '[@tide]',
      '```',
      '`[@tide]` and (knots)',
    ]);
  });
});
