import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insertBehind, linesWithEnds } from '../../../scripts/snippets/memory/insert.ts';

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
      }),
    );
  });
});
