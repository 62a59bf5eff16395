import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { endMarked } from './end-marked.ts';
import { holdGroup, killGroup, letGroupGo } from './groups.ts';

/** How a process ended and what it said. */
export interface RunResult {
  stdout: string;
  stderr: string;
  exitCode?: number;
  signal?: string;
  /** Why we ended it, if we did. */
  cutOff?: 'time' | 'output' | 'interrupted';
}

export interface RunOptions {
  cwd: string;
  /** The whole environment of the process: nothing is inherited. */
  env: Record<string, string>;
  /** A folder for it alone, which becomes its TMPDIR: what it leaves behind when it is ended is told by that. */
  own?: string;
  /** Milliseconds; default: no limit. */
  timeout?: number;
  /** Bytes of either stream; default: 64 MiB. */
  maxOutput?: number;
  signal?: AbortSignal | undefined;
  /** Told of what it prints as it comes, up to `maxOutput`. */
  onOutput?: OnOutput | undefined;
}

export type OnOutput = (stream: 'stdout' | 'stderr', chunk: Buffer) => void;

/** How long output may still arrive after the end of a program, in milliseconds. */
const GRACE = 500;

/**
 * Runs a program without a shell and without input, in a process group of its own. What outlives the program,
 * takes too long or prints too much is killed, the whole group at once.
 */
export function run(file: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const maxOutput = options.maxOutput ?? 64 * 1024 * 1024;
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) {
      resolve({ stdout: '', stderr: '', cutOff: 'interrupted' });
      return;
    }
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: { ...options.env, ...(options.own ? { TMPDIR: options.own } : {}) },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let cutOff: RunResult['cutOff'];
    const leader = child.pid;
    if (leader !== undefined) holdGroup(leader);
    const kill = () => {
      if (leader !== undefined) killGroup(leader);
    };
    const stop = (why: RunResult['cutOff']) => {
      cutOff ??= why;
      kill();
    };
    const onAbort = () => stop('interrupted');
    options.signal?.addEventListener('abort', onAbort, { once: true });
    const timer = options.timeout === undefined ? undefined : setTimeout(() => stop('time'), options.timeout);
    const collect = (name: 'stdout' | 'stderr') => {
      const chunks: Buffer[] = [];
      let size = 0;
      child[name].on('data', (chunk: Buffer) => {
        if (size < maxOutput) {
          chunks.push(chunk);
          options.onOutput?.(name, chunk.subarray(0, maxOutput - size));
        }
        size += chunk.length;
        if (size > maxOutput) stop('output');
      });
      return () => Buffer.concat(chunks).subarray(0, maxOutput).toString('utf8');
    };
    const stdout = collect('stdout');
    const stderr = collect('stderr');
    const finish = () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    };
    child.on('error', error => {
      finish();
      reject(error);
    });
    // A child left behind keeps the pipes open: it ends with its parent, or `close` would never come.
    child.on('exit', () => {
      kill();
      if (leader !== undefined) letGroupGo(leader);
      // One that left the group is out of reach; it keeps the pipes, but not us.
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE).unref();
    });
    child.on('close', (code, signal) => {
      finish();
      if (options.own && (cutOff || signal !== null)) endMarked(options.own);
      resolve({
        stdout: stdout(),
        stderr: stderr(),
        ...(code === null ? {} : { exitCode: code }),
        ...(signal === null ? {} : { signal }),
        ...(cutOff ? { cutOff } : {}),
      });
    });
  });
}

/** Whether a file is there and may be run by this user. */
export function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Absent, or not for this user: both mean that it cannot be run.
    return false;
  }
}
