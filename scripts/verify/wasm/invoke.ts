import { type NumberType, readNumber, type WasmNumber } from './numbers.ts';

/** A function to call, and with what. */
export interface Call {
  name: string;
  values: readonly WasmNumber[];
  /** What it gives back. */
  type: NumberType;
  /** Whether to find out how long it takes. */
  timed?: boolean;
}

/** What came of a call: a value, or why there is none, in a few words. */
export type Answer = { value: WasmNumber | boolean; microseconds?: number } | { fault: string };

/** How long a call is repeated to be timed, in milliseconds: a browser's clock is coarse. */
const TIMED_FOR = 20;

/** Calls a function of a program in an instance of its own, so that no call sees what another one left. */
export async function invoke(module: WebAssembly.Module, call: Call): Promise<Answer> {
  try {
    const instance = await WebAssembly.instantiate(module, {});
    const run = instance.exports[call.name] as (...values: WasmNumber[]) => WasmNumber;
    const start = performance.now();
    const value = readNumber(run(...call.values), call.type);
    const first = performance.now() - start;
    return call.timed ? { value, microseconds: measure(first, () => run(...call.values)) } : { value };
  } catch (error) {
    return { fault: explain(error) };
  }
}

/** @param first how long the first call took, in milliseconds; a slow one is not called again */
function measure(first: number, run: () => void): number {
  if (first >= TIMED_FOR) return first * 1000;
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  for (let batch = 1; elapsed < TIMED_FOR; batch *= 2) {
    for (let index = 0; index < batch; index++) run();
    calls += batch;
    elapsed = performance.now() - start;
  }
  return (elapsed * 1000) / calls;
}

/** Engines call the same end by different words; a panic of Rust ends in `unreachable`. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/unreachable/i.test(message)) return 'it panicked';
  if (/divide by zero|division by zero/i.test(message)) return 'it divided by zero';
  if (error instanceof RangeError && /call stack|stack/i.test(message)) return 'it called itself too often';
  if (/too much recursion/i.test(message)) return 'it called itself too often';
  return `it stopped: ${message.slice(0, 60)}`;
}
