import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blankStringsAndComments, shapeRust } from '../../scripts/snippets/shape.ts';

describe('an inline program', () => {
  test('without a main gets one around it', () => {
    expect(shapeRust('let a = 1;\n').text).toBe('#![allow(unused)] fn main() {\nlet a = 1;\n}\n');
  });

  test('with a main stays as it is, one line further down', () => {
    expect(shapeRust('fn main() {}\n').text).toBe('#![allow(unused)]\nfn main() {}\n');
  });

  test.for(['// fn main() {}\nlet a = 1;', 'let a = "fn main() {}";', '/* fn main() */ let a = 1;'])(
    'with a main only in a text or a comment gets one: %s',
    content => {
      expect(shapeRust(content).text).toContain('#![allow(unused)] fn main() {');
    },
  );

  test('compiles its hidden lines and does not show them', () => {
    const { text, shown } = shapeRust('# use std::fmt;\n#\nlet a = 1;\n##[derive(Debug)]\n  # let b = 2;\n');
    expect(shown).toBe('let a = 1;\n#[derive(Debug)]\n');
    expect(text.split('\n').slice(1, 6)).toEqual([
      'use std::fmt;',
      '',
      'let a = 1;',
      '#[derive(Debug)]',
      '  let b = 2;',
    ]);
  });

  test('shows its attributes: they are no hidden lines', () => {
    expect(shapeRust('#[derive(Debug)]\nstruct Rope;\n').shown).toBe('#[derive(Debug)]\nstruct Rope;\n');
  });

  test('may use the question mark when it ends in Ok(())', () => {
    const { text } = shapeRust('"1".parse::<i32>()?;\nOk::<(), std::num::ParseIntError>(())\n');
    expect(text).toContain('-> Result<(), impl core::fmt::Debug>');
  });

  test('keeps crate attributes and extern crates outside of main', () => {
    const [first] = shapeRust('#![feature(never_type)]\nextern crate alloc;\nlet a = 1;\n').text.split('\n');
    expect(first).toBe('#![allow(unused)] #![feature(never_type)] extern crate alloc; fn main() {');
  });
});

test('line n of a program is line n of its fence', () => {
  const line = fc.constantFrom('let a = 1;', '# let b = 2;', '', '##[derive(Debug)]', '#![allow(dead_code)]');
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), lines => {
      const made = shapeRust(`${lines.join('\n')}\n`).text.split('\n');
      for (const [index, text] of lines.entries()) {
        const compiled = made[index + 1] ?? '';
        if (compiled !== '') expect(text.replace(/^# |^#(?=#)/, '')).toBe(compiled);
      }
    }),
  );
});

test('blanking keeps every line and column', () => {
  const piece = fc.constantFrom('"', "'", '//', '/*', '*/', '\\', '\n', 'r#"', '"#', 'a', ' ', "'a");
  fc.assert(
    fc.property(
      fc.array(piece).map(pieces => pieces.join('')),
      code => {
        const blank = blankStringsAndComments(code);
        expect(blank.split('\n').map(line => line.length)).toEqual(code.split('\n').map(line => line.length));
      },
    ),
  );
});
