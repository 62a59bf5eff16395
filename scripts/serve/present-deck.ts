import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { RUN_PATH } from './request.ts';
import type { Runner } from './runner.ts';
import { PAGE_HEADERS } from './answer.ts';
import { createGatedServer, createToken, listen } from './gated-server.ts';
import { withLivePage } from './live-page.ts';

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
  const token = createToken();
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
    response.writeHead(200, headers).end(withLivePage(html, { token, notes }));
  };
  const server = createGatedServer({
    token,
    endpoints: { [RUN_PATH]: runner },
    read(request, response) {
      const path = request.url?.split('?')[0];
      if (path === '/' || path === '/index.html') return sendPage(response);
      return files(request, response);
    },
  });
  const address = await listen(server, port);
  try {
    return await use(address);
  } finally {
    await runner.close();
    server.closeAllConnections();
    server.close();
  }
}
