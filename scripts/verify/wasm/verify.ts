import type { Problem } from '../../diagnostics/problem.ts';
import { build, findWasmCompiler, type WasmCompiler } from './compiler.ts';
import { type Built, formatModule, functionsOf, readWasmRecord, wasmKey } from './record.ts';
import { changedModules, writeModules } from './write-record.ts';

/** A program that slides call: its source, and the first place that asks for it. */
export interface WasmSource {
  /** Relative to the talk's folder. */
  path: string;
  text: string;
  /** The functions that are called, each with the number of its parameters. */
  functions: ReadonlyMap<string, number>;
  file: string;
  line: number;
  slide: string;
}

export interface WasmOptions {
  talkDir: string;
  /** Build all again, whatever is recorded. */
  fresh?: boolean;
  /** Leave the record as it is, and tell what would have changed. */
  locked?: boolean;
  /** `replace`: the record will hold exactly these modules. `add`: others stay. */
  mode: 'replace' | 'add';
  onProgress?: (message: string) => void;
  signal?: AbortSignal;
}

export interface WasmModule extends Built {
  source: WasmSource;
  recorded: boolean;
}

export interface WasmModules {
  /** By the paths of their sources. */
  modules: ReadonlyMap<string, WasmModule>;
  problems: Problem[];
  /** Programs that could be neither built nor looked up. */
  missing: Problem[];
  /** The files of the record that were written or removed, or would have been. */
  changed: string[];
  remarks: string[];
}

const NO_COMPILER = 'no rustc here builds for `wasm32-unknown-unknown`';

/** The module of each program: from the record while its source is the same, else built. */
export async function verifyWasm(sources: readonly WasmSource[], options: WasmOptions): Promise<WasmModules> {
  const record = readWasmRecord(options.talkDir);
  const modules = new Map<string, WasmModule>();
  const problems = [...record.problems];
  const missing: Problem[] = [];
  const remarks: string[] = [];
  const open = sources.filter(({ text }) => options.fresh || !record.modules.has(wasmKey(text)));
  if (open.length > 0) options.onProgress?.('looking for a rustc that builds WebAssembly');
  const compiler = open.length > 0 ? await findWasmCompiler(options.signal) : undefined;
  options.signal?.throwIfAborted();
  for (const source of sources) {
    const recorded = record.modules.get(wasmKey(source.text));
    if (open.includes(source) && compiler) {
      options.onProgress?.(`building ${source.path} for the browser`);
      const built = await buildSource(source, compiler, options.signal);
      if ('problem' in built) problems.push(built.problem);
      else modules.set(source.path, { ...choose(built, recorded, options), source, recorded: false });
    } else if (recorded) {
      modules.set(source.path, { ...recorded, source, recorded: true });
      if (options.fresh) remarks.push(NO_COMPILER);
    } else missing.push(unbuilt(source));
  }
  problems.push(...[...modules.values()].flatMap(checkExports));
  const files = [...modules.values()].flatMap(({ source, ...built }) =>
    formatModule(source.path, source.text, built),
  );
  // What could not be built keeps what it has: the next machine may be able to.
  const whole = missing.length === 0 && problems.length === record.problems.length;
  const kept = options.mode === 'add' || !whole ? record.files : [];
  const after = new Map([...kept, ...files]);
  const changed = changedModules(record.files, after);
  if (!options.locked) writeModules(options.talkDir, changed, after);
  return { modules, problems, missing, changed, remarks: [...new Set(remarks)] };
}

/** Where the record must not change, another rustc's module proves that the program builds, no more. */
function choose(built: Built, recorded: Built | undefined, { locked }: WasmOptions): Built {
  return locked && recorded && recorded.rustc !== built.rustc ? recorded : built;
}

async function buildSource(
  source: WasmSource,
  compiler: WasmCompiler,
  signal: AbortSignal | undefined,
): Promise<Built | { problem: Problem }> {
  const name = source.path.split('/').at(-1) ?? 'program.rs';
  const built = await build(source.text, name, compiler, signal);
  signal?.throwIfAborted();
  if ('wasm' in built) return { wasm: built.wasm, rustc: compiler.version };
  const line = Number(built.said.match(/^\s*--> [^:\n]+:(\d+):/m)?.[1] ?? 0);
  return {
    problem: {
      kind: 'wasm-build',
      severity: 'error',
      message: `\`${source.path}\` does not build for the browser`,
      help: 'mend it: it may use the standard library, but no crates and no other files',
      file: source.path,
      line,
      detail: built.said,
    },
  };
}

/** The source was only read: the module says what there is. */
function checkExports({ source, wasm }: WasmModule): Problem[] {
  const module = new WebAssembly.Module(new Uint8Array(wasm));
  const at = { severity: 'error' as const, file: source.file, line: source.line, slide: source.slide };
  const wants = WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
  const imports = wants.map((name): Problem => ({
    kind: 'wasm-import',
    message: `\`${source.path}\` wants \`${name}\` from the page`,
    help: 'remove the `extern` block: what a slide runs has nothing but its parameters',
    ...at,
  }));
  const exported = functionsOf(wasm);
  const instance = wants.length === 0 ? new WebAssembly.Instance(module) : undefined;
  const functions = [...source.functions].flatMap(([name, parameters]): Problem[] => {
    const taken = (instance?.exports[name] as { length?: number } | undefined)?.length;
    if (exported.includes(name) && (taken === parameters || !instance)) return [];
    const message = exported.includes(name)
      ? `\`${name}\` takes ${taken} parameters in WebAssembly, and ${parameters} in \`${source.path}\``
      : `the module of \`${source.path}\` has no function \`${name}\``;
    const help = `write \`#[no_mangle] pub extern "C" fn ${name}\` outside of any \`#[cfg]\``;
    return [{ kind: 'wasm-function', message, help, ...at }];
  });
  return [...imports, ...functions];
}

function unbuilt({ path, file, line, slide }: WasmSource): Problem {
  return {
    kind: 'unverified',
    severity: 'error',
    message: `${NO_COMPILER}, and \`${path}\` has no valid record`,
    help: 'run `rustup target add wasm32-unknown-unknown`, or take snippets/verified/ from where it was built',
    file,
    line,
    slide,
  };
}
