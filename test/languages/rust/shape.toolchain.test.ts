import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDoctests } from '../../../scripts/markdown/doctests.ts';
import { tokenizeRust } from '../../../scripts/languages/rust/rust-tokens.ts';
import { shapeRust } from '../../../scripts/languages/rust/shape.ts';
import { fixture } from '../../support/fixtures.ts';
import { extractTests, type ExtractedTest } from '../../support/rustdoc.ts';
import { HAS_RUSTC } from '../../support/tools.ts';

/** A program's tokens without its comments; in any order, as rustdoc sorts the attributes of a crate. */
function tokensOf(program: string): string {
  const { tokens } = tokenizeRust(program);
  return tokens
    .filter(({ kind }) => kind !== 'comment')
    .map(({ text }) => text)
    .sort()
    .join(' ');
}

/** The same program, or rustdoc cannot read it: then it is rejected however it is wrapped. */
function expectSameProgram(content: string, extracted: ExtractedTest): void {
  const { doctest_code: code, doctest_attributes: told } = extracted;
  if (!code) return;
  const { text, wrapped, fallible, parses } = shapeRust(content, { testHarness: told.test_harness });
  const { before = '', after = '', returns_result = false } = code.wrapper ?? {};
  expect([content, { wrapped, fallible, parses }]).toEqual([
    content,
    { wrapped: code.wrapper !== null, fallible: returns_result, parses: true },
  ]);
  expect([content, tokensOf(text)]).toEqual([
    content,
    tokensOf(code.crate_level + before + code.code + after),
  ]);
}

/** What stands at the top of programs, as it should and as it should not. */
const PIECE = fc.constantFrom(
  ...[
    'let a = 1;',
    '# let b = 2;',
    '',
    '#',
    '##[derive(Debug)] struct A;',
    '#![allow(dead_code)]',
    ';',
    'return;',
  ],
  ...[
    '#![feature(x)]',
    '#![allow(\n  dead_code, // c\n)]',
    '//! doc',
    '/*! doc */',
    '// comment',
    '/// d\nstruct B;',
  ],
  ...[
    'extern crate alloc;',
    '#[macro_use]\nextern crate std as s;',
    'pub extern crate core;',
    '#[derive(Debug)]',
  ],
  ...[
    'fn main() {}',
    'pub fn main() { let x = 1; }',
    'async fn main() {}',
    'fn r#main() {}',
    'unsafe fn f() {}',
  ],
  ...[
    'const X: u8 = { 1 };',
    'const fn g() {}',
    'static S: &str = "fn main() {";',
    'println!("{}", 1);',
    'vec![1];',
  ],
  ...[
    'foo! { fn main() {} }',
    'foo! { a { fn main() {} } }',
    'macro_rules! m { () => { fn main() {} } }',
    'm!()',
  ],
  ...[
    'macro_rules! n ( () => () );',
    'm! {}',
    'if x {} else if y {} else {}',
    'match x { _ => {} }',
    'loop { break }',
  ],
  ...[
    '{ let c = 1; }',
    'Ok::<(), ()>(())',
    'Ok::<(), ()>(()) // end',
    'foo(());',
    'mod x { fn main() {} }',
    'x = 1;',
  ],
  ...[
    'impl<T> A<T> where T: B, { fn main() {} }',
    'trait T { fn main(); }',
    'use a::{b, c};',
    'struct S { a: u8 }',
  ],
  ...[
    'struct U(u8);',
    'enum E { A }',
    'union V { a: u8 }',
    'union = 1;',
    'type F = u8;',
    'unsafe { f() }',
    'async { };',
  ],
  ...[
    'const { 1 };',
    'extern "C" { fn x(); }',
    'extern "C" fn y() {}',
    "'a: loop {}",
    'let f = || { extern_x; };',
  ],
  ...[
    'if let A { b } = c { }',
    'while let Some(x) = y { }',
    'for i in 0..1 { }',
    '#[cfg(x)] fn main() {}',
    '!x;',
  ],
  ...[
    'pub(crate) mod q;',
    'let s = "\n# hidden in a string\n";',
    'let r = r#"a " b"#;',
    "let c = '\"';",
    'a != b;',
  ],
  ...[
    'let l: &\'static str = "";',
    '/* a /* b */ c */',
    'match x {}.f();',
    'crate::m!{}',
    'std::println!();',
    '#![no_main]',
  ],
  ...[
    'x.f(|| { 1 });',
    'return Ok(())',
    'impl A {}',
    'global! { static X: u8 = 1; }',
    'auto trait Z {}',
    '"(())"',
  ],
  ...[
    '#[test] fn t() {}',
    'fn main() {};',
    'let Some(x) = y else { return };',
    'if unsafe { f() } { }',
    '#![no_std]',
  ],
);

describe.skipIf(!HAS_RUSTC)('rustdoc and we make the same program', () => {
  test.for(readdirSync(fixture('markdown')))('of the fences of %s', name => {
    const text = readFileSync(fixture('markdown', name), 'utf8');
    const blocks = findDoctests(text);
    for (const extracted of extractTests([text])[0] ?? []) {
      expectSameProgram(blocks.find(({ line }) => line === extracted.line)?.content ?? '', extracted);
    }
  });

  test('of anything that may stand at the top of one', () => {
    const program = fc.array(PIECE, { maxLength: 4 }).map(pieces => pieces.join('\n'));
    const contents = fc.sample(program, { numRuns: 10_000, seed: 1 });
    const extracted = extractTests(contents.map(content => `~~~~\n${content}\n~~~~\n`));
    for (const [index, content] of contents.entries()) {
      const [first] = extracted[index] ?? [];
      if (!first) throw new Error(`rustdoc does not see ${content}`);
      expectSameProgram(content, first);
    }
  });
});
