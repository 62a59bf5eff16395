import { basename, join } from 'node:path';
import { buildTimeout, type CompilerFailure, failureOf } from './compiler-failure.ts';
import { limitMemory, RUSTC_MEMORY } from '../../system/limits.ts';
import { placeProgram, type PlaceOptions } from './place-program.ts';
import type { Program } from '../../verify/programs/program.ts';
import { type OnOutput, type RunResult, run } from '../../system/run.ts';
import type { Diagnostic } from '../verdict.ts';

/** What rustc made of a program. */
export interface Compiled {
  ok: boolean;
  diagnostics: Diagnostic[];
  /** The executable, where one was asked for. */
  executable: string;
  /** Why rustc could not say whether the program is Rust, if it could not. */
  failure?: CompilerFailure;
}

export interface CompileOptions extends PlaceOptions {
  rustc: string;
  /** `metadata` type-checks; `link` builds. */
  emit: 'metadata' | 'link';
  /** Arguments that lead rustc to the program's crates. */
  externs: readonly string[];
  /** More arguments. Default: none. */
  flags?: readonly string[];
  signal?: AbortSignal | undefined;
}

/** What names its own crate is refused under another name. */
const RE_NAMES_ITSELF = /#!\s*\[\s*crate_name\b/;

export async function compile(program: Program, options: CompileOptions): Promise<Compiled> {
  const { emit, scratch } = options;
  const { cwd, file } = await placeProgram(program, options);
  const executable = join(scratch, 'program');
  const timeout = buildTimeout(program);
  const result = await callRustc(program, options.rustc, {
    cwd,
    args: [
      file,
      ...(RE_NAMES_ITSELF.test(program.text) ? [] : [`--crate-name=${crateName(program)}`]),
      `--crate-type=${program.binary ? 'bin' : 'lib'}`,
      `--emit=${emit}`,
      ...(program.expectation.testHarness ? ['--test'] : []),
      ...(emit === 'link' && program.binary ? ['-o', executable] : ['--out-dir', scratch]),
      ...options.externs,
      ...(options.flags ?? []),
    ],
    own: scratch,
    timeout,
    signal: options.signal,
  });
  const failure = failureOf(result, timeout);
  return {
    ok: result.exitCode === 0,
    diagnostics: await readDiagnostics(withoutPaths(result.stderr, scratch), file),
    executable,
    ...(failure ? { failure } : {}),
  };
}

/** Most programs are accepted without a word, and need nothing that reads rustc's. */
async function readDiagnostics(stderr: string, file: string): Promise<Diagnostic[]> {
  if (stderr === '') return [];
  const { parseDiagnostics } = await import('./diagnostics.ts');
  return parseDiagnostics(stderr, file);
}

const RE_LINKER_FOLDER = /\brustc[A-Za-z0-9]{6}\//g;
const RE_CRATE_SOURCES = /\/[^\s"]*?\/registry\/src\/[^/\s"]+\//g;

/** What rustc says must be the same on another machine, or it could not be compared with the record. */
function withoutPaths(stderr: string, scratch: string): string {
  return stderr.replaceAll(`${scratch}/`, '').replace(RE_LINKER_FOLDER, '').replace(RE_CRATE_SOURCES, '');
}

/**
 * Half as many page faults, and some 5 % less time for a bundle, where rustc comes with jemalloc, as rustup's does:
 * https://jemalloc.net/jemalloc.3.html#opt.thp
 */
const LARGE_PAGES = { MALLOC_CONF: 'thp:always,metadata_thp:always,narenas:1' };

/** Calls rustc in the way that all programs of an edition and a package have in common. */
export function callRustc(
  { edition, manifest }: Pick<Program, 'edition' | 'manifest'>,
  rustc: string,
  call: {
    cwd: string;
    args: readonly string[];
    /** A folder for rustc alone. */
    own: string;
    /** Seconds. */
    timeout: number;
    signal?: AbortSignal | undefined;
    onOutput?: OnOutput | undefined;
  },
): Promise<RunResult> {
  const common = [`--edition=${edition}`, '-Cdebuginfo=0', '--error-format=json'];
  const { file, args } = limitMemory(rustc, [...call.args, ...common], RUSTC_MEMORY);
  return run(file, args, {
    cwd: call.cwd,
    env: { ...toolEnvironment(), ...LARGE_PAGES, ...packageEnvironment(manifest) },
    own: call.own,
    timeout: call.timeout * 1000,
    signal: call.signal,
    onOutput: call.onOutput,
  });
}

/** rustup finds the toolchain, and the linker its tools, through these; nothing else is handed on. */
export function toolEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'RUSTUP_HOME', 'RUSTUP_TOOLCHAIN', 'CARGO_HOME', 'SystemRoot', 'TMPDIR'];
  return Object.fromEntries(
    names.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

/** What Cargo tells rustc about the package: procedural macros ask for it. */
function packageEnvironment(manifest: Program['manifest']): Record<string, string> {
  if (!manifest) return {};
  return {
    CARGO_MANIFEST_DIR: manifest.dir,
    CARGO_PKG_NAME: manifest.name,
    CARGO_PKG_VERSION: manifest.version,
  };
}

function crateName(program: Program): string {
  const name = basename(program.path ?? program.snippets[0]?.section ?? 'snippet', '.rs');
  const clean = name.replace(/\W/g, '_');
  // A crate called like one that it uses cannot call it.
  return /^[a-z_]/i.test(clean) && !program.crates.includes(clean) ? clean : `snippet_${clean}`;
}
