import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

export interface Site {
  origin: string;
  /** Where the folder is served: below the root, as most static hosts do. */
  address: string;
  close(): void;
}

/** Serves a folder as a plain static host would, under a path of the host. */
export async function serveUnder(path: string, folder: string): Promise<Site> {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const notFound = () => void response.writeHead(404).end();
    if (!request.url?.startsWith(`${path}/`)) return notFound();
    request.url = request.url.slice(path.length);
    files(request, response, notFound);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    address: `${origin}${path}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A port that is free on this machine just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
