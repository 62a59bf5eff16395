import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

/** Serves a folder on loopback while it is used, on a port that the system chooses. */
export async function withServer<T>(folder: string, use: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(sirv(folder, { dev: true }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
