import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { EDITIONS, type Language } from '../snippets/expectation.ts';

/** Where the page asks for a program to be run. */
export const RUN_PATH = '/__oxideck/run';
/** The header that carries the token: a name of our own keeps other origins from sending it unasked. */
export const TOKEN_HEADER = 'x-oxideck-token';
/** A program on a slide has some kilobytes at most. */
export const MAX_REQUEST = 256 * 1024;
const MAX_SECONDS = 600;

/** A program that a page wants to see run. */
export const RunRequestSchema = z.strictObject({
  /** The page that asks: it has one program at a time. */
  page: z.uuid(),
  language: z.enum(['rust', 'python']),
  edition: z.enum(EDITIONS).optional(),
  /** Whether to build it with the test harness. */
  tests: z.boolean().default(false),
  /** In seconds, as for `check`. */
  timeout: z.number().positive().max(MAX_SECONDS).default(10),
  /** Whole, as it is compiled. */
  code: z.string(),
});
export type RunRequest = z.infer<typeof RunRequestSchema>;

/** Why a request gets nothing: an HTTP status and a sentence for people. */
export interface Refusal {
  status: 400 | 403 | 405 | 413 | 415 | 429;
  message: string;
}

/** What a request must show to be let in. */
export interface Gate {
  /** The port that the request came in on. */
  port: number;
  token: string;
  languages: readonly Language[];
}

/** Whether a request names this machine itself; a name that somebody's DNS leads here is not one of ours. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Why a request is refused before a byte of its body is read; undefined when it is let in. */
export function refuseHead(
  method: string | undefined,
  headers: IncomingHttpHeaders,
  gate: Gate,
): Refusal | undefined {
  const site = headers['sec-fetch-site'];
  if (!isOwnHost(headers.host, gate.port)) return refusal(403, 'this address is not served here');
  if (method !== 'POST') return refusal(405, 'programs are sent with POST');
  if (headers.origin !== `http://${headers.host}`) return refusal(403, 'another page may not run programs');
  if (site !== undefined && site !== 'same-origin') return refusal(403, 'another page may not run programs');
  if (headers['content-type'] !== 'application/json') return refusal(415, 'a program is sent as JSON');
  if (!isSame(headers[TOKEN_HEADER], gate.token)) {
    return refusal(403, 'the server was started anew: reload the page');
  }
  return Number(headers['content-length'] ?? 0) > MAX_REQUEST ? TOO_LARGE : undefined;
}

export const TOO_LARGE = refusal(413, `a program may have ${MAX_REQUEST / 1024} KB`);

/** What a body asks for, or why it is refused. */
export function readRequest(body: string, gate: Gate): RunRequest | Refusal {
  const { data, error } = RunRequestSchema.safeParse(parseJson(body));
  if (!data) return refusal(400, `the request is not understood: ${z.prettifyError(error)}`);
  if (!gate.languages.includes(data.language)) {
    return refusal(403, `this talk has no programs in ${data.language === 'rust' ? 'Rust' : 'Python'}`);
  }
  return data;
}

function refusal(status: Refusal['status'], message: string): Refusal {
  return { status, message };
}

/** Compares hashes, which are of one length, so that the time it takes tells nothing of the token. */
function isSame(given: unknown, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(token));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The schema refuses it, and says what it wants.
    return undefined;
  }
}
