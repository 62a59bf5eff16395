import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesWithErrors } from '../../../scripts/languages/rust/files-with-errors.ts';
import { fixture } from '../../support/fixtures.ts';

const said = (name: string) => readFileSync(join(fixture('rustc-json'), `${name}.jsonl`), 'utf8');

test('an error in a macro of the standard library belongs to the file that calls it', () => {
  const isOurs = (file: string) => !file.startsWith('/');
  expect([...filesWithErrors(said('macro-of-std'), isOurs)]).toEqual(['macro-of-std.rs']);
});

test('an error that no file of ours is to blame for belongs to none', () => {
  expect(filesWithErrors(said('macro-of-std'), () => false)).toEqual(new Set());
});

test('a warning is no error', () => {
  const warnings = said('own-macro').replaceAll('"level": "error"', '"level": "warning"');
  expect(filesWithErrors(said('own-macro'), () => true).size).toBeGreaterThan(0);
  expect(filesWithErrors(warnings, () => true)).toEqual(new Set());
});

test('what others print to the same stream is passed over', () => {
  const lines = fc.array(
    fc.oneof(
      fc.json(),
      fc.string(),
      messageLike().map(m => JSON.stringify(m)),
    ),
  );
  fc.assert(
    fc.property(lines, printed => {
      const files = filesWithErrors([...printed, said('own-macro')].join('\n'), () => true);
      expect(files).toContain('own-macro.rs');
    }),
  );
});

/** Nearly a message of rustc's. */
function messageLike(): fc.Arbitrary<unknown> {
  const anything = fc.oneof(fc.jsonValue(), fc.constant(undefined));
  const span = fc.record({ is_primary: fc.oneof(fc.constant(true), anything), expansion: anything });
  return fc.record({
    level: fc.constantFrom('error', 'error: internal', 7, null),
    spans: fc.oneof(fc.array(fc.oneof(span, anything)), anything),
  });
}
