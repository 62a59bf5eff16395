import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The header that carries the token: a name of our own keeps other origins from sending it unasked. */
export const TOKEN_HEADER = 'x-oxideck-token';

/** Why a request gets nothing: an HTTP status and a sentence for people. */
export interface Refusal {
  status: 400 | 403 | 405 | 413 | 415 | 429 | 500;
  message: string;
}

/** What of a request is known before its body is read. */
export interface RequestHead {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
}

/** What a request must show to be let in. */
export interface Gate {
  /** The port that the request came in on. */
  port: number;
  /** What a page must show to send anything; only the served page has it. */
  token: string;
  /** Where something may be sent to, and how many bytes of it. All other addresses are for reading. */
  maxBytes(path: string): number | undefined;
}

/** What Vite and Slidev serve below `/@`: modules. */
const RE_MODULE = /^\/@(?:vite|fs|id|slidev|server-reactive)\//;
/** The one address below `/__` that a deck reads: its slides with their speaker notes. */
const RE_SLIDE_INFO = /^\/__slidev\/slides\/\d+\.json$/;
/** Where tools put what is neither page nor module: closed until it is let in by name. */
const RE_TOOL_ADDRESS = /^\/(?:__|@)/;

/**
 * Why a request is refused before a byte of its body is read; undefined when it is let in. A page or a module may be
 * read by this machine under its own address, and by no page of another origin; whatever is sent needs the origin of
 * the served page and its token.
 */
export function refuseHead({ method, url = '', headers }: RequestHead, gate: Gate): Refusal | undefined {
  if (!isOwnHost(headers.host, gate.port)) return refusal(403, 'this address is not served here');
  const path = readPath(url);
  if (path === undefined) return refusal(400, 'the address is not understood');
  const maxBytes = gate.maxBytes(path);
  const isRead = method === 'GET' || method === 'HEAD';
  // What the windows share is sent to the address of the module that they read.
  if (maxBytes !== undefined && !(isRead && RE_MODULE.test(path))) {
    if (method !== 'POST') return refusal(405, 'this address takes POST');
    return refuseSending(headers, gate) ?? refuseLength(headers, maxBytes);
  }
  if (!isRead) return refusal(405, 'this address is for reading');
  if (RE_TOOL_ADDRESS.test(path) && !RE_MODULE.test(path) && !RE_SLIDE_INFO.test(path)) {
    return refusal(403, 'this address is not served here');
  }
  return isReadByOwnPage(path, headers) ? undefined : refusal(403, 'another page may not read this');
}

/** Why a WebSocket is refused: only the served page opens one. Vite asks it for a token of its own besides. */
export function refuseUpgrade({ url = '', headers }: RequestHead, port: number): Refusal | undefined {
  if (!isOwnHost(headers.host, port)) return refusal(403, 'this address is not served here');
  if (headers.origin !== `http://${headers.host}`) return refusal(403, 'another page may not connect');
  const isLiveReload = /^\/(?:\?|$)/.test(url) && headers['sec-websocket-protocol'] === 'vite-hmr';
  return isLiveReload ? undefined : refusal(400, 'only live reload connects here');
}

export function tooLarge(maxBytes: number): Refusal {
  return refusal(413, `at most ${maxBytes / 1024} KB may be sent here`);
}

export function refusal(status: Refusal['status'], message: string): Refusal {
  return { status, message };
}

/** Whether a request names this machine itself; a name that somebody's DNS leads here is not one of ours. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** The decoded path of a request; undefined for one that some handler might read as another. */
function readPath(url: string): string | undefined {
  const [raw = ''] = url.split(/[?#]/, 1);
  // `//host/path` and `http://host/path` are read as whole URLs by some.
  if (!raw.startsWith('/') || raw.startsWith('//') || raw.includes('\\')) return undefined;
  try {
    const path = decodeURIComponent(raw);
    return /\/\.{1,2}(?:\/|$)|\\|\0/.test(path) || path.startsWith('//') ? undefined : path;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function refuseSending(headers: IncomingHttpHeaders, { token }: Gate): Refusal | undefined {
  const site = headers['sec-fetch-site'];
  if (headers.origin !== `http://${headers.host}` || (site !== undefined && site !== 'same-origin')) {
    return refusal(403, 'another page may not send this');
  }
  if (headers['content-type'] !== 'application/json') return refusal(415, 'what is sent must be JSON');
  if (!isSame(headers[TOKEN_HEADER], token)) {
    return refusal(403, 'the server was restarted: reload the page');
  }
  return undefined;
}

function refuseLength(headers: IncomingHttpHeaders, maxBytes: number): Refusal | undefined {
  return Number(headers['content-length'] ?? 0) > maxBytes ? tooLarge(maxBytes) : undefined;
}

/**
 * Browsers say which page asks; what says nothing is no page. A link of another page may lead to the deck, as it may
 * to any page.
 */
function isReadByOwnPage(path: string, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') {
    return headers.origin === undefined || headers.origin === `http://${headers.host}`;
  }
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isLink && (path === '/' || path === '/index.html');
}

/** Compares hashes, which are of one length, so that the time it takes tells nothing of the token. */
function isSame(given: unknown, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(token));
}
