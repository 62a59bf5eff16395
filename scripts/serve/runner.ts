import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_HEADERS, refuse } from './answer.ts';
import { type Refusal, refusal } from './gate.ts';
import type { Endpoint } from './gated-server.ts';
import type { Language } from '../languages/expectation.ts';
import type { Tools } from '../languages/rust/toolchain.ts';
import { MAX_REQUEST, readRequest, type RunRequest } from './request.ts';
import { runLive } from './run-live.ts';

export interface RunnerOptions {
  talkDir: string;
  /** What the talk has programs in, now: nothing else is run. */
  languages(): readonly Language[];
  /** Found when the first program comes. */
  tools(): Promise<Tools>;
}

/** Runs programs for the pages that this process serves: the endpoint at `RUN_PATH`, behind the server's gate. */
export interface Runner extends Endpoint {
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

export function createRunner(options: RunnerOptions): Runner {
  const running = new Map<string, Running>();
  return {
    maxBytes: MAX_REQUEST,
    accept: (body, request, response) => answer(body, request, response, running, options),
    async close() {
      const all = [...running.values()];
      for (const { end } of all) end.abort();
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

async function answer(
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
  running: Map<string, Running>,
  options: RunnerOptions,
): Promise<void> {
  const asked = readRequest(body, options.languages());
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

const BUSY: Refusal = refusal(429, 'other programs are running: stop one, or wait');

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
