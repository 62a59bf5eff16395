import type { Answer, Call } from '../../../verify/wasm/invoke.ts';
import type { Request } from './worker.ts';

/** A program at work for a slide. */
export interface Session {
  /** Calls a function, or ends the program where it takes too long; the next call begins it anew. */
  call(call: Call): Promise<Answer>;
  close(): void;
}

/** Milliseconds that a call may take, and that the module may take to arrive. */
const CALL_LIMIT = 2000;
const LOAD_LIMIT = 15_000;

/** Opens a program; what never ends can be ended there, and keeps the page alive meanwhile. */
export function openSession(address: string): Session {
  let worker: Promise<Worker | undefined> | undefined;
  let running: Worker | undefined;
  const close = () => {
    running?.terminate();
    running = worker = undefined;
  };
  const begin = async (): Promise<Worker | undefined> => {
    const begun = (running = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
    const answer = await ask<'loaded' | 'absent'>(begun, { load: address }, LOAD_LIMIT);
    return answer === 'loaded' ? begun : undefined;
  };
  return {
    close,
    async call(call) {
      const ready = await (worker ??= begin());
      if (!ready) {
        close();
        return { fault: 'the program cannot be loaded' };
      }
      const answer = await ask<Answer>(ready, { call }, CALL_LIMIT);
      if (answer) return answer;
      close();
      return { fault: `it was ended after ${CALL_LIMIT / 1000} s` };
    },
  };
}

/** What the worker answers; undefined when it fails, or takes longer than this many milliseconds. */
function ask<T>(worker: Worker, request: Request, limit: number): Promise<T | undefined> {
  return new Promise(resolve => {
    const end = (answer: T | undefined) => {
      clearTimeout(timer);
      worker.onmessage = worker.onerror = null;
      resolve(answer);
    };
    const timer = setTimeout(() => end(undefined), limit);
    worker.onmessage = ({ data }: MessageEvent<T>) => end(data);
    worker.onerror = () => end(undefined);
    worker.postMessage(request);
  });
}
