import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { moduleFile } from '../verify/wasm/record.ts';
import { escapeAttribute } from './escape.ts';
import type { WasmCall } from '../verify/wasm/find-wasm.ts';
import { callKey, type WasmShown } from '../verify/wasm/run-wasm.ts';

/** The Markdown of a call: the addon's `<Wasm>` with all that it needs to know. */
export function wasmBlock(call: WasmCall, shown: ReadonlyMap<string, WasmShown>): string[] {
  const found = shown.get(callKey(call));
  const attributes: Record<string, string | undefined> = {
    file: found && assetName(found),
    call: call.name,
    type: call.type,
    label: call.label,
    result: found?.result,
    digits: call.digits?.toString(),
    about:
      found && `${size(found.module.wasm.length)} of WebAssembly, ${found.module.rustc.replace(/ \(.*/, '')}`,
  };
  const listed = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${escapeAttribute(value)}"`],
  );
  const parameters = escapeAttribute(JSON.stringify(call.parameters));
  const words = [...listed, `parameters="${parameters}"`, ...(call.timed ? ['timed'] : [])];
  return ['', `${call.indent}<Wasm ${words.join(' ')} />`, ''];
}

/** The modules that these calls need: absolute paths by their names in the deck, which change when they do. */
export function wasmAssets(
  calls: readonly WasmCall[],
  shown: ReadonlyMap<string, WasmShown>,
  talkDir: string,
): Map<string, string> {
  return new Map(
    calls.flatMap(call => {
      const found = shown.get(callKey(call));
      return found ? [[assetName(found), join(talkDir, moduleFile(call.path))] as const] : [];
    }),
  );
}

function assetName({ module }: WasmShown): string {
  const hash = createHash('sha256').update(module.wasm).digest('hex').slice(0, 8);
  return `wasm/${basename(module.source.path, '.rs').replace(/[^\w-]/g, '-')}-${hash}.wasm`;
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}
