/** Runs in a worker of the page: loads a module once, and answers calls one by one. */
import { type Call, invoke } from '../../../verify/wasm/invoke.ts';

/** What the page asks: first to load the module of an address, then to call a function of it. */
export type Request = { load: string } | { call: Call };

let module: Promise<WebAssembly.Module> | undefined;

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  if ('load' in data) {
    module = load(data.load);
    postMessage(await module.then(() => 'loaded' as const).catch(() => 'absent' as const));
  } else if (module) postMessage(await invoke(await module, data.call));
});

/** Not while it streams in: that takes a media type that not every server knows. */
async function load(address: string): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return WebAssembly.compile(await response.arrayBuffer());
}
