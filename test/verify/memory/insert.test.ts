import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  insertBefore,
  insertBehind,
  linesWithEnds,
  statementAt,
} from '../../../scripts/verify/memory/insert.ts';

const CODE = `fn main() {
    let tide = if true { // high
        1
    } else {
        2
    };
    let crew = vec![
        "Ada; }", // not an end; }
    ];
    match tide { 1 => {} _ => {} } /* ; */
    println!("{tide}");

    call(|| {
        tide
    });
}`;

describe('statements behind a line', () => {
  test('stand where a statement ends or a block begins, before a comment', () => {
    expect(linesWithEnds(CODE)).toEqual([1, 2, 4, 6, 9, 10, 11, 13, 15, 16]);
    expect(insertBehind(CODE, 10, 'probe();')?.split('\n')[9]).toBe(
      '    match tide { 1 => {} _ => {} } probe(); /* ; */',
    );
    expect(insertBehind(CODE, 2, 'probe();')?.split('\n')[1]).toBe(
      '    let tide = if true { probe(); // high',
    );
  });

  test('stand before a statement, whatever it holds', () => {
    const statements = [6, 11, 15].map(line => {
      const { from, to } = statementAt(CODE, line) ?? { from: 0, to: 0 };
      return CODE.slice(from, to).split('\n')[0];
    });
    expect(statements).toEqual(['let tide = if true { // high', 'println!("{tide}");', 'call(|| {']);
    expect(insertBefore(CODE, 11, 'probe();')?.split('\n')[10]).toBe('    probe(); println!("{tide}");');
    expect(statementAt(CODE, 2)).toBeUndefined();
  });

  test('change nothing else, and no line number', () => {
    const line = fc.constantFrom(
      'let a = 1;',
      '{',
      '}',
      '} else {',
      'call(',
      ');',
      '// }',
      '"',
      '"};"',
      '',
      '/*',
      '*/',
      'x',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.integer({ min: -1, max: 10 }), (lines, at) => {
        const code = lines.join('\n');
        const probed = insertBehind(code, at, 'PROBE;');
        if (probed === undefined) return;
        expect(probed.replace(' PROBE;', '')).toBe(code);
        expect(probed.split('\n').findIndex(text => text.includes('PROBE;'))).toBe(at - 1);
        const before = insertBefore(code, at, 'PROBE;');
        if (before !== undefined) expect(before.replace('PROBE; ', '')).toBe(code);
      }),
    );
  });
});
