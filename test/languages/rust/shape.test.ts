import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blankStringsAndComments, shapeRust } from '../../../scripts/languages/rust/shape.ts';

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
      'let b = 2;',
    ]);
  });

  test('shows its attributes: they are no hidden lines', () => {
    expect(shapeRust('#[derive(Debug)]\nstruct Rope;\n').shown).toBe('#[derive(Debug)]\nstruct Rope;\n');
  });

  test('may use the question mark when it ends in Ok(())', () => {
    const { text } = shapeRust('"1".parse::<i32>()?;\nOk::<(), std::num::ParseIntError>(())\n');
    expect(text).toContain('-> core::result::Result<(), impl core::fmt::Debug>');
  });

  test('opens main behind its crate attributes, which stay where they are', () => {
    const { text } = shapeRust('#![feature(never_type)]\nextern crate alloc; // c\nlet a = 1;\n');
    expect(text).toBe(
      '#![allow(unused)]\n#![feature(never_type)]\nextern crate alloc; fn main() { // c\nlet a = 1;\n}\n',
    );
  });

  test('opens main behind documentation of the crate', () => {
    const { text } = shapeRust('//! All */ of it\nlet a = 1;\n');
    expect(text).toBe('#![allow(unused)]\n/*! All * / of it */ fn main() {\nlet a = 1;\n}\n');
  });

  test('has an extern crate lifted from below', () => {
    const { text } = shapeRust('let a = 1;\n#[macro_use]\nextern crate alloc;\n');
    const [first, ...rest] = text.split('\n');
    expect(first).toBe('#![allow(unused)] #[macro_use] extern crate alloc; fn main() {');
    expect(rest.map(line => line.trim())).toEqual(['let a = 1;', '', '', '}', '']);
  });

  test.for(['fn main() {}\nlet a = 1;', 'let a = 1;\nfn main() {}', 'fn main() {};'])(
    'tells of a main that never runs: %s',
    content => expect(shapeRust(content)).toMatchObject({ wrapped: true, mainNeverRuns: true }),
  );

  test.for([
    'pub fn main() {}',
    'async fn main() {}',
    'fn r#main() {}',
    'm! { fn main() {} }',
    'm!(x);\nfn main() {}',
    '#[cfg(unix)]\nfn main() {}',
  ])('has a main of its own: %s', content => {
    expect(shapeRust(content)).toMatchObject({ wrapped: false, mainNeverRuns: false, parses: true });
  });

  test.for(['mod a { fn main() {} }', 'trait A { fn main(); }', 'm! { n! { fn main() {} } }'])(
    'has no main of its own: %s',
    content => expect(shapeRust(content)).toMatchObject({ wrapped: true, mainNeverRuns: false }),
  );

  test.for(['fn a() {', 'let a = "', '/* /* */', 'let a = (1];', '}'])(
    'that cannot be read stays: %s',
    code => {
      expect(shapeRust(code)).toMatchObject({ text: `\n${code}\n`, wrapped: false, parses: false });
    },
  );

  test.for([
    ['Ok::<(), ()>(())', true],
    ['Ok::<(), ()>(()) // end', true],
    ['f(());', false],
    ['Ok(( ))', false],
  ] as const)('may use the question mark: %s is %s', ([content, fallible]) => {
    expect(shapeRust(content).fallible).toBe(fallible);
  });

  test('without the standard library, or with the test harness, gets no main', () => {
    expect(shapeRust('#![no_std]\nlet a = 1;\n').wrapped).toBe(false);
    expect(shapeRust('#[test]\nfn t() {}\n', { testHarness: true }).wrapped).toBe(false);
  });

  test('loses, as in rustdoc, attributes of nothing at its end, and says so', () => {
    const { text, dangling } = shapeRust('let a = 1;\n#[derive(Debug)]\n');
    expect(dangling).toBe(true);
    expect(text).not.toContain('derive');
  });
});

test('line n of a program is line n of its fence', () => {
  const line = fc.constantFrom(
    ...[
      'let a = 1;',
      '# let b = 2;',
      '',
      '##[derive(Debug)]',
      '#![allow(dead_code)]',
      '//! doc',
      'fn main() {}',
    ],
    ...['extern crate alloc;', '#[macro_use]', '/* a', '*/', '"', '{', '}', ';', 'm! {', '// c', '#', "'"],
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), lines => {
      const { text, wrapped } = shapeRust(`${lines.join('\n')}\n`);
      const made = text.split('\n');
      expect(made).toHaveLength(lines.length + (wrapped ? 3 : 2));
      for (const [index, written] of lines.entries()) {
        const compiled = made[index + 1] ?? '';
        const unmarked = written.replace(/^# |^#(?=#)|^#$/, '');
        const doc = unmarked.replace(/^\/\/!(.*)$/, '/*!$1 */');
        expect(compiled.trim() === '' || compiled.startsWith(unmarked) || compiled.startsWith(doc)).toBe(
          true,
        );
      }
    }),
  );
});

test('any text is shaped, and stays one program', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), content => {
      expect(shapeRust(content).text.endsWith('\n')).toBe(true);
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
