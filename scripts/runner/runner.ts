import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../snippets/expectation.ts';
import type { Tools } from '../snippets/toolchain.ts';
import { type Gate, isOwnHost, MAX_REQUEST, readRequest, type Refusal } from './request.ts';
import { refuseHead, RUN_PATH, type RunRequest, TOO_LARGE } from './request.ts';
import { runLive } from './run-live.ts';

export interface RunnerOptions {
  talkDir: string;
  /** What the talk has programs in, now: nothing else is run. */
  languages(): readonly Language[];
  /** Found when the first program comes. */
  tools(): Promise<Tools>;
}

/** Runs programs for the pages that this process serves, and for nobody else. */
export interface Runner {
  /** What a page must show; new each time. Only the served page has it. */
  token: string;
  /** Answers a request to `RUN_PATH`, and any request from a name that is not ours; all others go on. */
  handle(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  /** Ends every program, and waits until all are gone. */
  close(): Promise<void>;
}

interface Running {
  end: AbortController;
  /** Whether it waits for the page's program before it to be gone. */
  waits: boolean;
  done: Promise<void>;
}

/** What several pages, such as the slides and the notes, may run at once. */
const AT_ONCE = 2;
/** How much of a body that is refused is read, so that the sender comes to read why. */
const MAX_DISCARDED = 16 * 1024 * 1024;
const BODY_TIMEOUT = 10_000;
/** No other origin may read, frame or embed what a live deck serves. */
export const PAGE_HEADERS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
};

export function createRunner(options: RunnerOptions): Runner {
  const token = randomBytes(32).toString('base64url');
  const running = new Map<string, Running>();
  return {
    token,
    handle(request, response, next) {
      const port = request.socket.localPort ?? 0;
      const gate: Gate = { port, token, languages: options.languages() };
      if (request.url?.split('?')[0] === RUN_PATH) {
        void answer(request, response, gate, running, options);
      } else if (isOwnHost(request.headers.host, port)) next();
      else refuse(request, response, { status: 403, message: 'this address is not served here' });
    },
    async close() {
      const all = [...running.values()];
      for (const { end } of all) end.abort();
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  gate: Gate,
  running: Map<string, Running>,
  options: RunnerOptions,
): Promise<void> {
  const refused = refuseHead(request.method, request.headers, gate);
  if (refused) return refuse(request, response, refused);
  const body = await readBody(request);
  if (typeof body !== 'string') return refuse(request, response, body);
  const asked = readRequest(body, gate);
  if ('status' in asked) return refuse(request, response, asked);
  const earlier = running.get(asked.page);
  if (earlier ? earlier.waits : running.size >= AT_ONCE) return refuse(request, response, BUSY);
  earlier?.end.abort();
  const own: Running = { end: new AbortController(), waits: earlier !== undefined, done: Promise.resolve() };
  // The page has gone, or has had enough.
  response.on('close', () => own.end.abort());
  running.set(asked.page, own);
  own.done = (earlier?.done ?? Promise.resolve()).then(() => {
    own.waits = false;
    return stream(asked, response, own.end.signal, options);
  });
  await own.done;
  if (running.get(asked.page) === own) running.delete(asked.page);
}

const BUSY: Refusal = { status: 429, message: 'other programs are running: stop one, or wait' };

async function stream(
  asked: RunRequest,
  response: ServerResponse,
  signal: AbortSignal,
  options: RunnerOptions,
): Promise<void> {
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'Content-Type': 'application/x-ndjson',
    'Cache-Control': 'no-store',
  });
  try {
    const tools = await options.tools();
    const tell = (event: object) => void response.write(`${JSON.stringify(event)}\n`);
    await runLive(asked, { talkDir: options.talkDir, tools, signal, tell });
  } catch (error) {
    const { message } = error as Error;
    response.write(`${JSON.stringify({ end: { stopped: `it could not be run: ${message}` } })}\n`);
  }
  response.end();
}

/** The body as text, or why it is refused. */
async function readBody(request: IncomingMessage): Promise<string | Refusal> {
  const slow = setTimeout(() => request.destroy(), BODY_TIMEOUT);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > MAX_REQUEST) return TOO_LARGE;
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    // The sender has gone.
    return { status: 400, message: 'the request broke off' };
  } finally {
    clearTimeout(slow);
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, { status, message }: Refusal): void {
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
