import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRunner } from '../../scripts/serve/runner.ts';
import { RUN_PATH } from '../../scripts/serve/request.ts';
import type { RunEnd, RunEvent } from '../../scripts/serve/run-live.ts';
import { TOKEN_HEADER } from '../../scripts/serve/gate.ts';
import { createGatedServer, createToken } from '../../scripts/serve/gated-server.ts';
import { ROOT } from './fixtures.ts';
import { TOOLS } from './tools.ts';

/** A runner behind a real server, and ways to ask it. */
export interface LiveRunner {
  port: number;
  token: string;
  /** Sends what a served page would, or something else; header by header. */
  send(body: unknown, options?: SendOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface SendOptions {
  headers?: Record<string, string | undefined>;
  method?: string;
  path?: string;
  /** Told of each event as it arrives; the second argument drops the connection. */
  onEvent?(event: RunEvent, leave: () => void): void;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The whole answer, and what of it are events. */
  text: string;
  stdout: string;
  stderr: string;
  end?: RunEnd;
}

export function programOf(code: string, rest: object = {}): object {
  return { page: randomUUID(), language: 'rust', edition: '2024', code, ...rest };
}

export async function startRunner(): Promise<LiveRunner> {
  const runner = createRunner({
    talkDir: ROOT,
    languages: () => ['rust', 'python'],
    tools: () => Promise.resolve(TOOLS),
  });
  const token = createToken();
  const server = createGatedServer({
    token,
    endpoints: { [RUN_PATH]: runner },
    read: (_, response) => response.end('the page'),
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    token,
    send: (body, options = {}) => send(port, token, body, options),
    async close() {
      await runner.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(port: number, token: string, body: unknown, options: SendOptions): Promise<Answer> {
  const { method = 'POST', path = RUN_PATH, onEvent } = options;
  const headers = {
    host: `127.0.0.1:${port}`,
    origin: `http://127.0.0.1:${port}`,
    'content-type': 'application/json',
    [TOKEN_HEADER]: token,
    ...options.headers,
  };
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers: Object.fromEntries(given), agent: false },
      response => {
        const answer: Answer = {
          ...{ status: response.statusCode ?? 0, headers: response.headers },
          ...{ text: '', stdout: '', stderr: '' },
        };
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          answer.text += chunk;
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          if (answer.status !== 200 || path !== RUN_PATH) return;
          for (const line of lines) {
            const event = JSON.parse(line) as RunEvent;
            if ('stream' in event) answer[event.stream] += event.text;
            if ('end' in event) answer.end = event.end;
            onEvent?.(event, () => asked.destroy());
          }
        });
        response.on('close', () => resolve(answer));
      },
    );
    asked.on('error', reject);
    asked.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}
