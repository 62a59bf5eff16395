import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRegion } from '../../../scripts/verify/programs/region.ts';

const KNOTS = `use std::fmt;
// #region outer
mod knots {
    // #region inner
    fn bowline() {

        tie();
    }
    // #endregion inner
}
// #endregion
`;

describe('a region', () => {
  test('is shown without its markers and its indentation', () => {
    expect(readRegion(KNOTS, 'inner')).toEqual({
      text: 'fn bowline() {\n\n    tie();\n}\n',
      lines: [5, 6, 7, 8],
      indent: 4,
    });
  });

  test('holds the regions within it, without their markers', () => {
    expect(readRegion(KNOTS, 'outer')).toEqual({
      text: 'mod knots {\n    fn bowline() {\n\n        tie();\n    }\n}\n',
      lines: [3, 5, 6, 7, 8, 10],
      indent: 0,
    });
  });

  test('that is not there is told apart from one that is not closed', () => {
    expect(readRegion(KNOTS, 'iner')).toEqual({
      fault: 'missing',
      names: ['outer', 'inner'],
    });
    expect(readRegion(KNOTS.replace('// #endregion\n', ''), 'outer')).toEqual({
      fault: 'unclosed',
      names: ['outer', 'inner'],
      line: 2,
    });
  });

  test.for(['// #region', '// #region two words', '// #region a.b'])(
    'is not cut short by `%s` within it',
    marker => {
      const text = `// #region a\none\n${marker}\ntwo\n// #endregion\nthree\n// #endregion\n`;
      const region = readRegion(text, 'a');
      expect('text' in region ? region.text : region.fault).not.toBe(`one\n${marker}\ntwo\n`);
    },
  );

  test("is found by Python's comments, and in files with Windows' line ends", () => {
    expect(readRegion('# #region a\r\nprint(1)\r\n# #endregion\r\n', 'a')).toEqual({
      text: 'print(1)\n',
      lines: [2],
      indent: 0,
    });
  });
});

test('a whole file is shown without markers', () => {
  expect(readRegion(KNOTS)).toMatchObject({
    text: expect.not.stringContaining('region'),
    lines: [1, 3, 5, 6, 7, 8, 10],
  });
});

test('what is shown of any file are lines that stand in it, in their order', () => {
  const piece = fc.constantFrom(
    'one',
    '  two',
    '\tthree',
    '',
    '// #region a',
    '  # #region b',
    '// #endregion',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom('a', 'b', undefined), (lines, name) => {
      const region = readRegion(lines.join('\n'), name);
      if ('fault' in region) {
        expect(region.names.includes(name ?? '')).toBe(region.fault === 'unclosed');
        return;
      }
      const texts = region.text.replace(/\n$/, '').split('\n');
      expect(texts.slice(0, region.lines.length)).toEqual(
        region.lines.length > 0 ? region.lines.map(line => lines[line - 1]?.slice(region.indent)) : [],
      );
      expect(region.lines).toEqual([...new Set(region.lines)].sort((a, b) => a - b));
      expect(region.text).not.toContain('region');
    }),
  );
});
