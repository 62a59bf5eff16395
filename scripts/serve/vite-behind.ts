import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin, ViteDevServer } from 'vite';

type Handle = (...args: unknown[]) => unknown;

/** Where Vite waits for WebSockets when another server is in front of it: one that never listens itself. */
const upgrades = createHttpServer();

/** Puts Vite behind a server of ours: without a port, and with that server's WebSockets. */
export function behindServer(): Plugin {
  return {
    name: 'oxideck:behind-server',
    config: {
      // Vite warns of a deprecated option, which nobody has set, where this is merged before others.
      order: 'post',
      // Without `cors: false`, any page on this machine could read the deck.
      handler: () => ({ server: { middlewareMode: true, cors: false, ws: { server: upgrades } } }),
    },
  };
}

/** Hands Vite a WebSocket that was let in. */
export function upgradeVite(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  upgrades.emit('upgrade', request, socket, head);
}

/**
 * Answers by all that Vite and its plugins have registered. Connect, which Vite uses, does not wait for middlewares
 * that are promises, so one that is rejected would end the process: here it becomes the request's answer.
 */
export function handleByVite({
  middlewares,
}: ViteDevServer): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  for (const layer of middlewares.stack)
    layer.handle = awaited(layer.handle as Handle) as typeof layer.handle;
  return (request, response) =>
    new Promise((resolve, reject) => {
      response.on('close', resolve);
      middlewares(request, response, (error: unknown) =>
        reject(error instanceof Error ? error : new Error(error ? String(error) : 'nothing is served here')),
      );
    });
}

/** Connect tells what handles errors by the number of its parameters. */
function awaited(handle: Handle): Handle {
  const settle = (answer: unknown, next: unknown): unknown =>
    Promise.resolve(answer).catch((error: unknown) => (next as Handle)(error));
  return handle.length === 4
    ? (error, request, response, next) => settle(handle(error, request, response, next), next)
    : (request, response, next) => settle(handle(request, response, next), next);
}
