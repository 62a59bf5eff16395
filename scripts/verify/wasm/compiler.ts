import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { limitMemory, RUSTC_MEMORY } from '../../system/limits.ts';
import { canRun, run } from '../../system/run.ts';
import { toolEnvironment } from '../../languages/rust/rustc.ts';
import { removeOwnFolder } from '../../system/remove-folder.ts';
import { makeScratch } from '../../system/scratch.ts';

/** A rustc that builds for the browser on this machine, and the linker that it takes. */
export interface WasmCompiler {
  rustc: string;
  /** What it calls itself. */
  version: string;
  linker: string | undefined;
}

/** What every program is built with; a change of it makes all records old. */
export const WASM_FLAGS = [
  '--target=wasm32-unknown-unknown',
  '--crate-type=cdylib',
  '--edition=2021',
  '-Copt-level=s',
  '-Cpanic=abort',
  '-Coverflow-checks=on',
  '-Clto=fat',
  '-Ccodegen-units=1',
  '-Cstrip=symbols',
];

const PROBE = '#[no_mangle] pub extern "C" fn probe(a: u32) -> u32 { a + 1 }\n';
/** Milliseconds. */
const TIMEOUT = 60_000;
const RE_LINKER = /^wasm-ld(?:-\d+)?$/;
const RE_NO_LINKER = /linker `[^`]*` not found/;

/**
 * The first rustc on the path that builds a program for the browser. It is asked to build one: a target that is
 * installed may be another rustc's, or have no linker.
 */
export async function findWasmCompiler(signal?: AbortSignal): Promise<WasmCompiler | undefined> {
  for (const rustc of onPath(name => name === 'rustc')) {
    for (const linker of [undefined, ...onPath(name => RE_LINKER.test(name))]) {
      const built = await build(PROBE, 'probe.rs', { rustc, linker, version: '' }, signal);
      if ('wasm' in built) {
        const said = await call(rustc, ['--version'], tmpdir(), signal);
        return { rustc, linker, version: said?.stdout.trim() ?? '' };
      }
      if (!RE_NO_LINKER.test(built.said)) break;
    }
  }
  return undefined;
}

/**
 * Builds a program.
 *
 * @param name what messages call its file
 * @returns the module, or what rustc said
 */
export async function build(
  source: string,
  name: string,
  { rustc, linker }: WasmCompiler,
  signal?: AbortSignal,
): Promise<{ wasm: Buffer } | { said: string }> {
  const scratch = makeScratch();
  try {
    writeFileSync(join(scratch, name), source);
    const args = [name, '-o', 'program.wasm', ...WASM_FLAGS, ...(linker ? [`-Clinker=${linker}`] : [])];
    const result = await call(rustc, args, scratch, signal);
    if (result?.exitCode !== 0) return { said: result?.stderr.trim() || 'rustc ended without a word' };
    return { wasm: readFileSync(join(scratch, 'program.wasm')) };
  } finally {
    await removeOwnFolder(scratch);
  }
}

async function call(
  rustc: string,
  args: string[],
  cwd: string,
  signal?: AbortSignal,
): Promise<{ exitCode?: number; stdout: string; stderr: string } | undefined> {
  const limited = limitMemory(rustc, args, RUSTC_MEMORY);
  try {
    return await run(limited.file, limited.args, { cwd, env: toolEnvironment(), timeout: TIMEOUT, signal });
  } catch {
    // It cannot be started: another one may.
    return undefined;
  }
}

function onPath(isMeant: (name: string) => boolean): string[] {
  return (process.env.PATH ?? '').split(delimiter).flatMap(folder => {
    try {
      const names = readdirSync(folder).filter(isMeant).sort();
      return names.map(name => join(folder, name)).filter(canRun);
    } catch {
      // Not every folder of a path is there.
      return [];
    }
  });
}
