import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Gate,
  isOwnHost,
  MAX_REQUEST,
  readRequest,
  refuseHead,
  RunRequestSchema,
  TOKEN_HEADER,
} from '../../scripts/runner/request.ts';

const GATE: Gate = { port: 3030, token: 'the-token-of-this-start', languages: ['rust'] };
const HEADERS = {
  host: '127.0.0.1:3030',
  origin: 'http://127.0.0.1:3030',
  'content-type': 'application/json',
  [TOKEN_HEADER]: GATE.token,
};
const PAGE = '0b0f6f0e-5a3c-4c1f-9e55-2f3a5d1b7c11';
const BODY = { page: PAGE, language: 'rust', code: 'fn main() {}' };

function statusOf(headers: Record<string, string | undefined>, method = 'POST'): number | undefined {
  return refuseHead(method, { ...HEADERS, ...headers }, GATE)?.status;
}

describe('a request to run a program', () => {
  test('is let in from the page itself, by either name of this machine', () => {
    expect(statusOf({})).toBeUndefined();
    expect(statusOf({ 'sec-fetch-site': 'same-origin', 'content-length': '4096' })).toBeUndefined();
    expect(statusOf({ host: 'localhost:3030', origin: 'http://localhost:3030' })).toBeUndefined();
  });

  test.for<[string, Record<string, string | undefined>, number]>([
    ['without a token', { [TOKEN_HEADER]: undefined }, 403],
    ['with the token of an earlier start', { [TOKEN_HEADER]: 'another-token-of-a-start' }, 403],
    ['with a part of the token', { [TOKEN_HEADER]: GATE.token.slice(0, -1) }, 403],
    ['without an origin', { origin: undefined }, 403],
    ['of a page without an origin', { origin: 'null' }, 403],
    ['of a page on another port', { origin: 'http://127.0.0.1:3031' }, 403],
    ['of a page under the other name', { origin: 'http://localhost:3030' }, 403],
    ['of a page elsewhere', { origin: 'https://example.com' }, 403],
    ['of a page whose name begins like ours', { origin: 'http://127.0.0.1:3030.example.com' }, 403],
    ['by a name that was led here', { host: 'rebound.example.com:3030' }, 403],
    ['by no name', { host: undefined }, 403],
    ['by our name on another port', { host: '127.0.0.1:80' }, 403],
    ['of another site, says the browser', { 'sec-fetch-site': 'same-site' }, 403],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['of a form that sends plain text', { 'content-type': 'text/plain' }, 415],
    ['that is too large', { 'content-length': String(MAX_REQUEST + 1) }, 413],
  ])('%s is refused', ([, headers, status]) => {
    expect(statusOf(headers)).toBe(status);
  });

  test.for(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('by %s is refused', method => {
    expect(statusOf({}, method)).toBe(405);
  });

  test('is let in only with the very token and origin, whatever else is tried', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), fc.domain(), (token, url, domain) => {
        if (token !== GATE.token) expect(statusOf({ [TOKEN_HEADER]: token })).toBe(403);
        expect(statusOf({ origin: url })).toBe(403);
        expect(isOwnHost(`${domain}:3030`, 3030)).toBe(false);
        expect(isOwnHost(domain, 3030)).toBe(false);
      }),
    );
  });
});

describe('a body', () => {
  test('is a program with what is needed to run it', () => {
    expect(readRequest(JSON.stringify(BODY), GATE)).toEqual({ ...BODY, tests: false, timeout: 10 });
  });

  test('in a language that the talk has no programs in is refused', () => {
    expect(readRequest(JSON.stringify({ ...BODY, language: 'python' }), GATE)).toEqual({
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
    expect(readRequest(body ?? '', GATE)).toMatchObject({ status: 400 });
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
          const read = readRequest(body, GATE);
          if ('status' in read) expect([400, 403]).toContain(read.status);
          else expect(RunRequestSchema.parse(read)).toMatchObject({ language: 'rust' });
        },
      ),
    );
  });
});
