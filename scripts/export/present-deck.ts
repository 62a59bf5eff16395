import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { ExitCode } from '../exit-code.ts';
import { OxideckError } from '../problem.ts';
import { PAGE_HEADERS, type Runner } from '../runner/runner.ts';
import { withLivePage } from '../slidev/live-page.ts';

/** How many ports above the one asked for are tried when others listen there. */
const NEXT_PORTS = 20;

/**
 * Serves a built deck to this machine alone, as it is, but for what its page is told besides: the notes, and how to
 * have programs run.
 */
export async function presentDeck<T>(
  folder: string,
  runner: Runner,
  notes: string[],
  port: number,
  use: (address: string) => Promise<T>,
): Promise<T> {
  const files = sirv(folder, {
    dev: true,
    setHeaders: response => {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    },
  });
  const sendPage = async (response: ServerResponse) => {
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    const headers = {
      ...PAGE_HEADERS,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    };
    response.writeHead(200, headers).end(withLivePage(html, { token: runner.token, notes }));
  };
  const server = createServer((request, response) =>
    runner.handle(request, response, () => {
      const path = request.url?.split('?')[0];
      if (path !== '/' && path !== '/index.html') files(request, response);
      else sendPage(response).catch(() => response.writeHead(404).end());
    }),
  );
  await listen(server, port);
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await runner.close();
    server.closeAllConnections();
    server.close();
  }
}

async function listen(server: Server, port: number): Promise<void> {
  for (let tried = port; tried <= port + NEXT_PORTS; tried++) {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error);
    server.once('error', onError);
    server.listen(tried, '127.0.0.1', () => resolve(true));
    const listens = await promise;
    server.off('error', onError);
    if (listens) return;
  }
  throw new OxideckError(
    ExitCode.usage,
    `the ports from ${port} to ${port + NEXT_PORTS} are in use`,
    'name another one with `--port`',
  );
}
