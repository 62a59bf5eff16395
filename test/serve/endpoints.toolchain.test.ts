import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { TOKEN_HEADER } from '../../scripts/serve/gate.ts';
import { createGatedServer, createToken, listen } from '../../scripts/serve/gated-server.ts';
import { SHARED_STATE, sharedStateEndpoints } from '../../scripts/serve/shared-state.ts';
import { handleByVite, upgradeVite } from '../../scripts/serve/vite-behind.ts';
import { createLiveDeck } from '../../scripts/serve/live-deck.ts';
import { ROOT } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { freePort } from '../support/site.ts';

const ENTRY =
  '---\ntitle: A deck\neditor: false\nmcp: false\nrouterMode: hash\n---\n\n# One\n\n---\n\n# Two\n';

/**
 * What the installed Vite and Slidev answer with, in their order: where a middleware is mounted, its name, and the
 * addresses that its code names. A new one is looked at, attacked below, and then written down here.
 */
const REGISTERED: Record<string, readonly string[]> = {
  viteRejectInvalidRequestMiddleware: [],
  hostValidationMiddleware: [],
  'slidev:loader': ['/__slidev/slides/1.json', '/__slidev/slides/99.json'],
  'slidev:mcp': ['/__mcp', '/__mcp/'],
  'vite-plugin-vue-server-ref': [
    '/@server-ref/nav',
    '/@server-ref/drawings',
    '/@server-ref/__proto__.polluted',
    '/@server-reactive/nav',
    '/@server-reactive/drawings',
    '/@server-reactive/snapshots',
    '/@server-reactive/__proto__.polluted',
  ],
  'unocss devtools': ['/@unocss-devtools-update'],
  'unocss inspector': ['/__unocss', '/__unocss/', '/__unocss-devtools/'],
  '/__unocss': ['/__unocss/api', '/__unocss/module?id=x'],
  nodeMiddleware: ['/__unocss/__ws', '/__devframe/'],
  viteCachedTransformMiddleware: [],
  '/__open-in-editor': ['/__open-in-editor?file=/etc/passwd', '/__OPEN-IN-EDITOR?file=x'],
  viteHMRPingMiddleware: ['/'],
  viteServePublicMiddleware: ['/favicon.svg'],
  viteTransformMiddleware: ['/@vite/client', '/@fs/etc/passwd'],
  viteServeRawFsMiddleware: ['/@fs/etc/passwd'],
  viteServeStaticMiddleware: ['/slides.md'],
  viteHtmlFallbackMiddleware: ['/index.html'],
  'slidev index.html': ['/'],
  viteIndexHtmlMiddleware: ['/'],
  vite404Middleware: ['/none.png'],
  viteErrorMiddleware: [],
};

/** What tells a middleware without a name from the others. */
const MARKS: [RegExp, string][] = [
  [/regexSlideReqPath/, 'slidev:loader'],
  [/parseId\(req\.url\)/, 'vite-plugin-vue-server-ref'],
  [/\/__mcp/, 'slidev:mcp'],
  [/url !== postPath/, 'unocss devtools'],
  [/BASE_URL\.slice/, 'unocss inspector'],
  [/options\.utils\.indexHtml/, 'slidev index.html'],
];

function nameOf({ route, handle }: { route: string; handle: unknown }): string {
  const { name } = handle as { name: string };
  const code = String(handle);
  return route || MARKS.find(([mark]) => mark.test(code))?.[1] || name || code.slice(0, 120);
}

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string | undefined>;
  body?: string | Buffer;
}

const test = base.extend('live', { scope: 'file' }, async ({}, { onCleanup }) => {
  // Slidev finds its own packages from the entry's folder upwards.
  const folder = temporaryFolder();
  const dir = join(folder.dir, 'deck');
  mkdirSync(dir);
  const entry = join(dir, 'slides.md');
  writeFileSync(entry, ENTRY);
  const token = createToken();
  const theme = join(ROOT, 'themes/base');
  const vite = await createLiveDeck({ entry, theme, token }, async () => undefined);
  const registered = vite.middlewares.stack.map(layer => nameOf(layer as never));
  const read = handleByVite(vite);
  const endpoints = sharedStateEndpoints(read);
  const server = createGatedServer({ token, endpoints, read, upgrade: upgradeVite });
  const origin = await listen(server, await freePort());
  const port = Number(new URL(origin).port);
  onCleanup(async () => {
    server.closeAllConnections();
    server.close();
    await vite.close();
    folder[Symbol.dispose]();
  });
  const send = ({ method = 'POST', path, headers = {}, body = '{}' }: Sent): Promise<number> => {
    const own = {
      host: `127.0.0.1:${port}`,
      origin,
      'content-type': 'application/json',
      [TOKEN_HEADER]: token,
    };
    const given = Object.entries({ ...own, ...headers }).filter(([, value]) => value !== undefined);
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path, method, headers: Object.fromEntries(given), agent: false },
        response => {
          response.resume();
          response.on('close', () => resolve(response.statusCode ?? 0));
        },
      );
      // The server stops to read what is far too large.
      asked.on('error', error => ('code' in error && error.code === 'EPIPE' ? resolve(413) : reject(error)));
      asked.end(method === 'GET' ? undefined : body);
    });
  };
  return { origin, port, registered, send, entry, token };
});

const ADDRESSES = [...new Set(Object.values(REGISTERED).flat())];
const FORM = 'application/x-www-form-urlencoded';
const ATTACKS: [string, Omit<Sent, 'path'>][] = [
  ['with a foreign origin', { headers: { origin: 'http://127.0.0.1:1' } }],
  ['with a foreign host', { headers: { host: 'rebound.example', origin: 'http://rebound.example' } }],
  ['with another port of localhost', { headers: { host: 'localhost:9', origin: 'http://localhost:9' } }],
  ['with a name below localhost', { headers: { host: 'x.localhost', origin: 'http://x.localhost' } }],
  ['with no origin', { headers: { origin: undefined } }],
  ['without a token', { headers: { [TOKEN_HEADER]: undefined } }],
  ['as a form', { headers: { 'content-type': FORM }, body: 'a=1' }],
  ['as a form of plain text', { headers: { 'content-type': 'text/plain' } }],
  ['with half a body, and all else right', { body: '{' }],
  ['with an empty object, and all else right', { body: '{}' }],
  ['with 50 MB, and all else right', { body: Buffer.alloc(50 * 1024 * 1024, ' ') }],
  ['by PUT', { method: 'PUT' }],
  ['by DELETE', { method: 'DELETE' }],
  ['by OPTIONS', { method: 'OPTIONS' }],
];

describe('what Slidev and Vite register', () => {
  test('is known, each by its addresses', ({ live }) => {
    expect(live.registered).toEqual(Object.keys(REGISTERED));
  });

  test.for(ATTACKS)('answers nothing to what is sent %s', async ([, attack], { live, expect: check }) => {
    const answers: Record<string, number> = {};
    for (const path of ADDRESSES) answers[path] = await live.send({ ...attack, path });
    for (const [path, status] of Object.entries(answers))
      check([path, status >= 400 && status < 500]).toEqual([path, true]);
    check(await live.send({ method: 'GET', path: '/' })).toBe(200);
  });

  test.for<[string, Record<string, string | undefined>]>([
    ['of another origin', { origin: 'https://example.com' }],
    ['of another site', { origin: undefined, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
    ['by a foreign name', { origin: undefined, host: 'rebound.example' }],
    ['by another port of localhost', { origin: undefined, host: 'localhost:9' }],
  ])('is read by no page %s', async ([, headers], { live, expect: check }) => {
    for (const path of ADDRESSES)
      check([path, await live.send({ method: 'GET', path, headers })]).toEqual([path, 403]);
  });

  test('opens no editor, no other tool, and no file beside the deck', async ({ live }) => {
    const headers = { origin: undefined };
    for (const path of [
      '/__open-in-editor?file=/etc/passwd',
      '/__OPEN-IN-EDITOR?file=x',
      '/__mcp',
      '/__inspect/',
    ]) {
      expect([path, await live.send({ method: 'GET', path, headers })]).toEqual([path, 403]);
    }
    expect(await live.send({ method: 'GET', path: '/@fs/etc/passwd', headers })).toBe(403);
  });

  test('opens no WebSocket but for the page of live reload', async ({ live }) => {
    const open = (lines: string[]) =>
      new Promise<string>(resolve => {
        const socket = connect(live.port, '127.0.0.1');
        const head = [
          'GET /?token=x HTTP/1.1',
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        ];
        socket.write([...head, ...lines, '', ''].join('\r\n'));
        socket.once('data', data => {
          resolve(String(data).slice(9, 12));
          socket.destroy();
        });
        socket.once('close', () => resolve('closed'));
        socket.once('error', () => resolve('closed'));
      });
    const host = `Host: 127.0.0.1:${live.port}`;
    const hmr = 'Sec-WebSocket-Protocol: vite-hmr';
    expect(await open([host, hmr, 'Origin: http://127.0.0.1:1'])).toBe('403');
    expect(await open([host, hmr])).toBe('403');
    expect(await open(['Host: x.localhost', hmr, 'Origin: http://x.localhost'])).toBe('403');
    expect(await open([host, 'Sec-WebSocket-Protocol: vite-ping', `Origin: ${live.origin}`])).toBe('400');
    // Vite's own token is a wrong one.
    expect(await open([host, hmr, `Origin: ${live.origin}`])).toBe('400');
  });

  test('takes from its page where the talk stands, and what was drawn', async ({ live }) => {
    const about = { source: 'a-window', timestamp: 1 };
    const drawing = { ...about, patch: { 1: '<path d="M1 2"></path>' } };
    expect(
      await live.send({ path: SHARED_STATE.nav, body: JSON.stringify({ ...about, patch: { page: 2 } }) }),
    ).toBe(200);
    expect(await live.send({ path: SHARED_STATE.drawings, body: JSON.stringify(drawing) })).toBe(200);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('leaves the deck as it was', async ({ live }) => {
    expect(readFileSync(live.entry, 'utf8')).toBe(ENTRY);
  });
});
