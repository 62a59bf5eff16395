import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Gate,
  isOwnHost,
  refuseHead,
  refuseUpgrade,
  type RequestHead,
  TOKEN_HEADER,
} from '../../scripts/serve/gate.ts';

const RUN = '/__oxideck/run';
const MAX_BYTES = 256 * 1024;
const GATE: Gate = {
  port: 3030,
  token: 'the-token-of-this-start',
  maxBytes: path => (path === RUN ? MAX_BYTES : undefined),
};
const HEADERS = {
  host: '127.0.0.1:3030',
  origin: 'http://127.0.0.1:3030',
  'content-type': 'application/json',
  [TOKEN_HEADER]: GATE.token,
};
type Headers = Record<string, string | undefined>;

function statusOf(headers: Headers, method = 'POST', url = RUN): number | undefined {
  return refuseHead({ method, url, headers: { ...HEADERS, ...headers } } as RequestHead, GATE)?.status;
}

function statusOfReading(url: string, headers: Headers = {}, method = 'GET'): number | undefined {
  return refuseHead({ method, url, headers: { host: HEADERS.host, ...headers } } as RequestHead, GATE)
    ?.status;
}

describe('what is sent', () => {
  test('is let in from the page itself, by either name of this machine', () => {
    expect(statusOf({})).toBeUndefined();
    expect(statusOf({ 'sec-fetch-site': 'same-origin', 'content-length': '4096' })).toBeUndefined();
    expect(statusOf({ host: 'localhost:3030', origin: 'http://localhost:3030' })).toBeUndefined();
  });

  test.for<[string, Headers, number]>([
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
    ['by a name below localhost', { host: 'x.localhost:3030', origin: 'http://x.localhost:3030' }, 403],
    ['by no name', { host: undefined }, 403],
    ['by our name on another port', { host: '127.0.0.1:80' }, 403],
    ['by localhost on another port', { host: 'localhost:9', origin: 'http://localhost:9' }, 403],
    ['of another site, says the browser', { 'sec-fetch-site': 'same-site' }, 403],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['of a form that sends plain text', { 'content-type': 'text/plain' }, 415],
    ['that is too large', { 'content-length': String(MAX_BYTES + 1) }, 413],
  ])('%s is refused', ([, headers, status]) => {
    expect(statusOf(headers)).toBe(status);
  });

  test.for(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('by %s is refused', method => {
    expect(statusOf({}, method)).toBe(405);
  });

  test.for(['/', '/slides.md', '/__slidev/slides/1.json', '/@server-reactive/other', '/__mcp', '/new'])(
    'to %s, which takes nothing, is refused even with the token',
    url => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(statusOf({}, method, url)).toBe(405);
    },
  );

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

describe('what is read', () => {
  test.for([
    '/',
    '/index.html',
    '/slides.md?import',
    '/@vite/client',
    '/@fs/home/me/talk/theme.css',
    '/@id/__x00__plugin',
    '/@slidev/slides/1/md',
    '/@server-reactive/nav',
    '/__slidev/slides/12.json',
    '/assets/a%20picture.png',
  ])('at %s is let in', url => {
    expect(statusOfReading(url)).toBeUndefined();
    expect(statusOfReading(url, { 'sec-fetch-site': 'same-origin' }, 'HEAD')).toBeUndefined();
    expect(statusOfReading(url, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(statusOfReading(url, { host: 'x.localhost:3030' })).toBe(403);
    expect(statusOfReading(url, { origin: 'https://example.com' })).toBe(403);
  });

  test.for([
    '/__open-in-editor?file=/etc/passwd',
    '/__OPEN-IN-EDITOR',
    '/%5F%5Fopen-in-editor',
    '/__mcp',
    '/__mcp/',
    '/__inspect/',
    '/__slidev/slides/1',
    '/__slidev/other.json',
    '/__anything-new',
    '/@anything-new/x',
  ])('at %s is refused: it is a tool that nobody let in', url => {
    expect(statusOfReading(url)).toBe(403);
  });

  test.for([
    '//__mcp',
    'http://example.com/__mcp',
    '/a/../__mcp',
    '/a/%2e%2e/__mcp',
    '/\\__mcp',
    '/%',
    '*',
    '',
  ])('at %j, which handlers read in different ways, is refused', url => {
    expect(statusOfReading(url)).toBe(400);
  });

  test('may be the page where a link of another page leads to it, and no frame of it', () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(statusOfReading('/', link)).toBeUndefined();
    expect(statusOfReading('/', { ...link, 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(statusOfReading('/__slidev/slides/1.json', link)).toBe(403);
  });

  test('is refused or let in, whatever the address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.webUrl()), url => {
        expect([undefined, 400, 403]).toContain(statusOfReading(url));
        expect(statusOfReading(`/__${url}`) ?? 'let in').not.toBe('let in');
      }),
    );
  });
});

describe('a WebSocket', () => {
  const LIVE = { ...HEADERS, 'sec-websocket-protocol': 'vite-hmr' };

  test.for<[string, Headers, number | undefined]>([
    ['of the page', {}, undefined],
    ['of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['of no page', { origin: undefined }, 403],
    ['by another name', { host: 'x.localhost:3030', origin: 'http://x.localhost:3030' }, 403],
    ['that only asks whether it is there', { 'sec-websocket-protocol': 'vite-ping' }, 400],
    ['for something else', { 'sec-websocket-protocol': undefined }, 400],
  ])('%s', ([, headers, status]) => {
    const head = { method: 'GET', url: '/?token=x', headers: { ...LIVE, ...headers } };
    expect(refuseUpgrade(head as RequestHead, 3030)?.status).toBe(status);
  });

  test.for(['/__oxideck/run', '/other?token=x', ':99999', '//', ''])('at %j is refused', url => {
    expect(refuseUpgrade({ method: 'GET', url, headers: LIVE } as RequestHead, 3030)?.status).toBe(400);
  });
});
