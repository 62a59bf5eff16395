import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRequest, RunRequestSchema } from '../../scripts/serve/request.ts';

const LANGUAGES = ['rust'] as const;
const PAGE = '0b0f6f0e-5a3c-4c1f-9e55-2f3a5d1b7c11';
const BODY = { page: PAGE, language: 'rust', code: 'fn main() {}' };

describe('a body', () => {
  test('is a program with what is needed to run it', () => {
    expect(readRequest(JSON.stringify(BODY), LANGUAGES)).toEqual({ ...BODY, tests: false, timeout: 10 });
  });

  test('in a language that the talk has no programs in is refused', () => {
    expect(readRequest(JSON.stringify({ ...BODY, language: 'python' }), LANGUAGES)).toEqual({
      status: 403,
      message: 'this talk has no programs in Python',
    });
  });

  test.for([
    ['nothing', ''],
    ['no JSON', 'language=rust'],
    ['no object', '[]'],
    ['a shell', JSON.stringify({ ...BODY, language: 'sh' })],
    ['a key of its own', JSON.stringify({ ...BODY, args: ['--emit=asm'] })],
    ['an option for an edition', JSON.stringify({ ...BODY, edition: '2024 -Clinker=sh' })],
    ['a page with a name of its own', JSON.stringify({ ...BODY, page: '../../etc' })],
    ['no end', JSON.stringify({ ...BODY, timeout: 1e9 })],
  ])('of %s is refused', ([, body]) => {
    expect(readRequest(body ?? '', LANGUAGES)).toMatchObject({ status: 400 });
  });

  test('is a request or a refusal, whatever it holds', () => {
    const part = fc.oneof(fc.anything(), fc.constantFrom('rust', 'python', '2024', PAGE));
    const bodies = fc.record({ page: part, language: part, code: part }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          bodies.map(body => JSON.stringify(body) ?? ''),
        ),
        body => {
          const read = readRequest(body, LANGUAGES);
          if ('status' in read) expect([400, 403]).toContain(read.status);
          else expect(RunRequestSchema.parse(read)).toMatchObject({ language: 'rust' });
        },
      ),
    );
  });
});
