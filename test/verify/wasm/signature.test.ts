import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFunctions } from '../../../scripts/verify/wasm/signature.ts';

const EXPORTED = '#[no_mangle] pub extern "C" fn';

describe('a function that the page can call', () => {
  test('is read with its parameters, its result and its line', () => {
    expect(
      findFunctions(
        '// A tide.\n#[no_mangle]\npub extern "C" fn tide(mut day: u32, low: f64) -> f64 { low }',
      ),
    ).toEqual([
      {
        name: 'tide',
        parameters: [
          { name: 'day', type: 'u32' },
          { name: 'low', type: 'f64' },
        ],
        result: 'f64',
        line: 3,
        exported: true,
      },
    ]);
  });

  test.for([
    [`${EXPORTED} tide() {}`],
    ['#[unsafe(no_mangle)] pub extern "C" fn tide() {}'],
    ['#[no_mangle]\n/// How high.\n#[inline]\npub unsafe extern fn tide() {}'],
    ['#[inline] #[no_mangle] pub const extern "C" fn tide() {}'],
    ['#[no_mangle] pub(crate) extern "C" fn tide() {}'],
    [`mod port { ${EXPORTED} tide() {} }`],
    [`const NOTE: &str = "fn none() {}"; /* fn none() {} */ ${EXPORTED} tide() {}`],
  ])('is seen in %s', ([code = '']) => {
    expect(findFunctions(code)).toEqual([
      expect.objectContaining({ name: 'tide', exported: true, result: '()' }),
    ]);
  });

  test.for([
    ['pub extern "C" fn tide() {}'],
    ['#[no_mangle] extern "C" fn tide() {}'],
    ['#[no_mangle] pub fn tide() {}'],
    ['#[no_mangle] pub extern "system" fn tide() {}'],
    [`${EXPORTED} tide<T>(it: T) {}`],
    ['#[no_mangle] fn other() {} pub extern "C" fn tide() {}'],
    ['#[cfg(no_mangle)] pub extern "C" fn tide() {}'],
  ])('is not taken for one in %s', ([code = '']) => {
    expect(findFunctions(code)).toContainEqual(expect.objectContaining({ name: 'tide', exported: false }));
  });

  test('has its types as they are written, whatever they are', () => {
    const [found] = findFunctions(
      `${EXPORTED} tide((a, b): (u8, u8), c: &[u8], r#in: u8) -> Option<u8> { None }`,
    );
    expect(found).toMatchObject({
      parameters: [{ type: '(u8,u8)' }, { type: '&[u8]' }, { name: 'in', type: 'u8' }],
      result: 'Option<u8>',
    });
  });
});

test('no text is a fault', () => {
  const pieces = fc.constantFrom(
    'fn',
    'pub',
    'mod',
    'a',
    '(',
    ')',
    '{',
    '}',
    ':',
    ',',
    '->',
    '#',
    '[',
    ']',
    '"',
    '<',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), texts => {
      const code = texts.join(' ');
      for (const { line } of findFunctions(code)) expect(line).toBeLessThanOrEqual(code.split('\n').length);
    }),
  );
});

test('any names and numbers of parameters come back', () => {
  const name = fc
    .stringMatching(/^[a-z][a-z_0-9]{0,8}$/)
    .filter(word => !['fn', 'mut', 'mod'].includes(word));
  const type = fc.constantFrom('u8', 'i64', 'f32', 'bool', 'usize');
  fc.assert(
    fc.property(fc.array(fc.record({ name, type }), { maxLength: 6 }), type, (parameters, result) => {
      const list = parameters.map(entry => `${entry.name} : ${entry.type}`).join(',\n');
      const code = `fn before() {}\n${EXPORTED} tide(${list}) -> ${result} { todo!() }`;
      expect(findFunctions(code)[1]).toMatchObject({ name: 'tide', parameters, result, exported: true });
    }),
  );
});
