import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { MAX_PORT } from '../system/max-port.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { readBody, refuse } from './answer.ts';
import { type Gate, refusal, type RequestHead, refuseHead, refuseUpgrade } from './gate.ts';

/** An address that takes what the served page sends. */
export interface Endpoint {
  /** How many bytes it takes. */
  maxBytes: number;
  /** Answers a request that the gate has let in, with its whole body. */
  accept(body: string, request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export interface GatedServerOptions {
  token: string;
  /** By their path. */
  endpoints: Readonly<Record<string, Endpoint>>;
  /** Answers a page or a module that is read. */
  read(request: IncomingMessage, response: ServerResponse): unknown;
  /** Takes a WebSocket of the served page. Default: there is none. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** How many ports above the one asked for are tried when others listen there. */
const NEXT_PORTS = 20;

/** A token that is new each time. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The one server of `dev` and `present`: nothing is answered before its gate has let the request in, whoever would
 * answer it. What fails while a request is answered is that request's answer, and never the end of the server.
 */
export function createGatedServer({ token, endpoints, read, upgrade }: GatedServerOptions): Server {
  const own = new Map(Object.entries(endpoints));
  const gateOf = (port: number): Gate => ({ port, token, maxBytes: path => own.get(path)?.maxBytes });
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else refuse(request, response, refusal(500, `this could not be answered: ${message}`));
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refused = refuseUpgrade(headOf(request), request.socket.localPort ?? 0);
    if (!refused && upgrade) upgrade(request, socket, head);
    else socket.end(`HTTP/1.1 ${refused?.status ?? 400} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refuseHead(headOf(request), gateOf(request.socket.localPort ?? 0));
    if (refused) return refuse(request, response, refused);
    const endpoint = request.method === 'POST' ? own.get(request.url?.split('?')[0] ?? '') : undefined;
    if (!endpoint) return void (await read(request, response));
    const body = await readBody(request, endpoint.maxBytes);
    if (typeof body !== 'string') return refuse(request, response, body);
    await endpoint.accept(body, request, response);
  }
}

function headOf({ method, url, headers }: IncomingMessage): RequestHead {
  return { method, url, headers };
}

/**
 * Listens to this machine alone, on the port that was asked for or on one of the twenty above it, and gives the
 * server's address.
 *
 * @throws {OxideckError} when all these ports are in use
 */
export async function listen(server: Server, port: number): Promise<string> {
  const last = Math.min(port + NEXT_PORTS, MAX_PORT);
  for (let tried = port; tried <= last; tried++) {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error);
    server.once('error', onError);
    server.listen(tried, '127.0.0.1', () => resolve(true));
    const listens = await promise;
    server.off('error', onError);
    if (listens) return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  throw new OxideckError(
    ExitCode.usage,
    `the ports from ${port} to ${last} are in use`,
    'name another one with `--port`',
  );
}
