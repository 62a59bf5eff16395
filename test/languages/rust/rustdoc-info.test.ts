import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRustdocInfo } from '../../../scripts/languages/rust/rustdoc-info.ts';

test.for([
  ['', undefined],
  ['rust', undefined],
  ['text', 'not-rust'],
  ['rust,custom', 'not-rust'],
  ['rust {1-3}', 'parse-error'],
  ['rust {.wide}', undefined],
  ['foo{.wide}', undefined],
  ['rust (why', 'parse-error'],
  ['rust,editable,should_panic', 'not-rust'],
  ['rust,should_panic,editable', undefined],
  ['compile_fail,E0382,no_run', 'not-rust'],
] as const)('`%s` is dropped: %s', ([info, dropped]) => {
  expect(readRustdocInfo(info).dropped).toBe(dropped);
});

test('codes are words of nightly', () => {
  expect(readRustdocInfo('E0382,compile_fail').dropped).toBe('not-rust');
  expect(readRustdocInfo('E0382,compile_fail', { stable: false })).toMatchObject({
    outcome: 'compile_fail',
    codes: ['E0382'],
  });
});

test('a target overrides what is said of all', () => {
  const host = 'x86_64-unknown-linux-gnu';
  expect(readRustdocInfo('ignore,ignore-windows', { host }).outcome).toBe('pass');
  expect(readRustdocInfo('ignore-windows,ignore-x86', { host }).outcome).toBe('ignore');
});

test('any info string is read', () => {
  const unit = fc.constantFrom(...'rust,.{}()"= \t-_E0382éa');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit }), fc.string({ unit: 'binary' })), info => {
      expect(readRustdocInfo(info).outcome).not.toBe('');
    }),
  );
});
