/** Calls a function of a module; in a thread of its own, so that one that never ends can be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Call, invoke } from './invoke.ts';

const { wasm, call } = workerData as { wasm: Uint8Array; call: Call };
parentPort?.postMessage(await invoke(new WebAssembly.Module(new Uint8Array(wasm)), call));
