import { Worker } from 'node:worker_threads';
import type { Problem } from '../../diagnostics/problem.ts';
import type { WasmModule } from './verify.ts';
import type { Answer, Call } from './invoke.ts';
import { formatNumber, parseNumber } from './numbers.ts';
import type { WasmCall } from './find-wasm.ts';

/** A call with its module, and what came of the values that it begins with. */
export interface WasmShown {
  module: WasmModule;
  result: string;
}

/** How long a call may take, in milliseconds, here as on the slide; and how long a thread may take to begin. */
const LIMIT = 2000;
const START = 1000;

/** Calls each function with the values that its slide begins with, and holds the results against `expect`. */
export async function runCalls(
  calls: readonly WasmCall[],
  modules: ReadonlyMap<string, WasmModule>,
): Promise<{ shown: Map<string, WasmShown>; problems: Problem[] }> {
  const shown = new Map<string, WasmShown>();
  const problems: Problem[] = [];
  for (const call of calls) {
    const module = modules.get(call.path);
    if (!module) continue;
    const answer = await run(module.wasm, toCall(call));
    const spoken = `\`${call.name}(${call.parameters.map(({ value }) => value).join(', ')})\``;
    const refuse = (kind: string, line: number, message: string, help: string) =>
      void problems.push({
        kind,
        severity: 'error',
        message,
        help,
        file: call.file,
        line,
        slide: call.slide,
      });
    if ('fault' in answer) {
      refuse(
        'wasm-fault',
        call.line,
        `${spoken} gives no result: ${answer.fault}`,
        'begin with other values, or mend the program',
      );
      continue;
    }
    const result = formatNumber(answer.value, call.type, call.digits);
    shown.set(callKey(call), { module, result });
    if (call.expect && call.expect.text.trim() !== result) {
      refuse(
        'wasm-contradiction',
        call.expect.line,
        `${spoken} is ${result}, not \`${call.expect.text}\``,
        'mend the program, the values, or what is expected',
      );
    }
  }
  return { shown, problems };
}

/** What decides the result that a slide begins with. */
export function callKey({ path, name, parameters, digits }: WasmCall): string {
  return JSON.stringify([path, name, parameters.map(({ value }) => value), digits]);
}

function toCall({ name, parameters, type }: WasmCall): Call {
  const values = parameters.map(({ value, type }) => {
    const parsed = parseNumber(value, type);
    return 'value' in parsed ? parsed.value : 0;
  });
  return { name, values, type };
}

function run(wasm: Buffer, call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./run-wasm-worker.ts', import.meta.url), {
      workerData: { wasm, call },
    });
    const end = (answer: Answer) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ fault: `it did not end within ${LIMIT / 1000} s` }), LIMIT + START);
    worker.once('message', end);
    worker.once('error', reject);
  });
}
