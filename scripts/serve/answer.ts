import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Refusal, refusal, tooLarge } from './gate.ts';

/** How much of a body that is refused is read, so that the sender comes to read why. */
const MAX_DISCARDED = 16 * 1024 * 1024;
/** In milliseconds: a page on this machine sends at once. */
const BODY_TIMEOUT = 10_000;
/** No other origin may read, frame or embed what is served. */
export const PAGE_HEADERS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
};

/** The body as text, or why it is refused. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | Refusal> {
  const slow = setTimeout(() => request.destroy(), BODY_TIMEOUT);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) return tooLarge(maxBytes);
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    // The sender has gone.
    return refusal(400, 'the request broke off');
  } finally {
    clearTimeout(slow);
  }
}

/** Answers a request with why it gets nothing. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, message }: Refusal,
): void {
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > MAX_DISCARDED) request.destroy();
  });
  request.on('error', () => undefined);
  const retry = status === 429 ? { 'Retry-After': '1' } : {};
  response.writeHead(status, {
    ...PAGE_HEADERS,
    ...retry,
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  });
  response.end(`${JSON.stringify({ message })}\n`);
}

/** What JSON says; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
