import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { canRun, run } from '../../system/run.ts';
import { toolEnvironment } from './rustc.ts';

/** A language server for Rust that works, and what it needs to know the standard library. */
export interface RustAnalyzer {
  executable: string;
  /** What it calls itself, such as `rust-analyzer 1.96.0`. */
  version: string;
  /** The folder of the standard library's crates. */
  library: string;
  /** The target's `cfg` words, by which the library is cut. */
  cfg: readonly string[];
}

const NAME = process.platform === 'win32' ? 'rust-analyzer.exe' : 'rust-analyzer';
const LIBRARY = 'lib/rustlib/src/rust/library';
const PROBE_TIMEOUT = 20_000;

/**
 * The first rust-analyzer on the path that answers and finds the library's sources: beside itself, or in the
 * toolchain. rustup puts one there that only says that the component is missing.
 */
export async function findRustAnalyzer(signal?: AbortSignal): Promise<RustAnalyzer | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = [...new Set(folders.map(folder => join(folder, NAME)))].filter(canRun);
  if (found.length === 0) return undefined;
  const [sysroot, cfg] = await Promise.all([
    ask('rustc', ['--print', 'sysroot'], signal),
    ask('rustc', ['--print', 'cfg'], signal),
  ]);
  if (!cfg) return undefined;
  for (const executable of found) {
    const version = await ask(executable, ['--version'], signal);
    const library = librariesOf(executable, sysroot).find(folder =>
      existsSync(join(folder, 'std/src/lib.rs')),
    );
    if (version && library) return { executable, version: nameOf(version), library, cfg: cfg.split(/\r?\n/) };
  }
  return undefined;
}

function librariesOf(executable: string, sysroot: string | undefined): string[] {
  const own = dirname(dirname(realpathSync(executable)));
  return [own, ...(sysroot ? [sysroot] : [])].map(folder => join(folder, LIBRARY));
}

/** Without the commit, which not every build tells. */
function nameOf(version: string): string {
  return version.replace(/ \(.*/s, '');
}

async function ask(tool: string, args: string[], signal?: AbortSignal): Promise<string | undefined> {
  try {
    const options = { cwd: process.cwd(), env: toolEnvironment(), timeout: PROBE_TIMEOUT, signal };
    const { exitCode, stdout } = await run(tool, args, options);
    return exitCode === 0 ? stdout.trim() || undefined : undefined;
  } catch {
    // Not installed.
    return undefined;
  }
}
