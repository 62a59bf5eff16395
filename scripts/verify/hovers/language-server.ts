import { spawn } from 'node:child_process';
import {
  createProtocolConnection,
  type InitializeParams,
  NotificationType,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { endMarked } from '../../system/end-marked.ts';

/** A language server did not do what it was asked in time, or ended. */
export class ServerFailure extends Error {}

/** A language server while it is at work. */
export interface LanguageServer {
  connection: ProtocolConnection;
  /** The answer to a request, or a `ServerFailure` when it takes longer than these milliseconds. */
  within<T>(milliseconds: number, answer: Promise<T>): Promise<T>;
  /** Settles when the server has read its project. */
  ready: Promise<void>;
}

export interface ServerOptions {
  executable: string;
  /** A folder for it alone, which is its working folder and its TMPDIR. */
  scratch: string;
  env: Record<string, string>;
  initialize: InitializeParams;
  /** Milliseconds until it must have answered to `initialize`. */
  startTimeout: number;
  signal?: AbortSignal | undefined;
}

/** rust-analyzer's own: https://rust-analyzer.github.io/book/contributing/lsp-extensions.html#server-status */
const SERVER_STATUS = new NotificationType<{ quiescent: boolean }>('experimental/serverStatus');

/** Lends a language server, and ends it with all that it has started, whatever happens. */
export async function withLanguageServer<T>(
  options: ServerOptions,
  use: (server: LanguageServer) => Promise<T>,
): Promise<T> {
  const child = spawn(options.executable, [], {
    cwd: options.scratch,
    env: { ...options.env, TMPDIR: options.scratch },
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { promise: ended, reject: end } = Promise.withResolvers<never>();
  // Each wait below races it; nobody may be waiting when it comes.
  ended.catch(() => undefined);
  child.on('error', error => end(new ServerFailure(`it cannot be started: ${error.message}`)));
  child.on('exit', () => end(new ServerFailure('it ended by itself')));
  child.stdin.on('error', () => end(new ServerFailure('it ended by itself')));
  const onAbort = () => end(new ServerFailure('it was interrupted'));
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted) onAbort();
  const within = async <A>(milliseconds: number, answer: Promise<A>): Promise<A> => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const failure = new ServerFailure(`it did not answer within ${milliseconds / 1000} s`);
    const timer = setTimeout(() => reject(failure), milliseconds);
    try {
      return await Promise.race([answer, ended, late]);
    } finally {
      clearTimeout(timer);
    }
  };
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onError(() => end(new ServerFailure('it sent what is no message')));
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  connection.onNotification(SERVER_STATUS, ({ quiescent }) => {
    if (quiescent) resolve();
  });
  try {
    connection.listen();
    await within(options.startTimeout, connection.sendRequest('initialize', options.initialize));
    await connection.sendNotification('initialized', {});
    return await use({ connection, within, ready });
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    connection.dispose();
    killGroup(child.pid);
    endMarked(options.scratch);
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
