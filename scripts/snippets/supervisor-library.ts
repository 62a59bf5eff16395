import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE_DIR } from '../cache-dir.ts';
import { callRustc } from './rustc.ts';
import type { Tools } from './toolchain.ts';

const SOURCE = fileURLToPath(new URL('./supervisor.rs', import.meta.url));

/** Beside the library: its hash. */
const SEAL = 'seal';

/** The name by which a bundle calls its supervisor. */
export const SUPERVISOR_CRATE = '__oxideck_supervisor';

/**
 * The supervisor as a library, compiled once for each rustc and kept in the user's cache: in every bundle it
 * would take as long as a dozen programs. Undefined when rustc does not compile it or the cache cannot be
 * written: then programs run alone.
 */
export async function supervisorLibrary(
  { rustc, toolchain }: Tools,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const parts = [toolchain.rustc, toolchain.host, readFileSync(SOURCE, 'utf8')];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  const library = join(CACHE_DIR, 'supervisors', key, `lib${SUPERVISOR_CRATE}.rlib`);
  if (isWhole(library)) return library;
  const shelf = dirname(dirname(library));
  try {
    mkdirSync(shelf, { recursive: true });
    rmSync(dirname(library), { recursive: true, force: true });
    // Made beside its place: a temporary folder may lie on another disk.
    const folder = mkdtempSync(join(shelf, 'new-'));
    try {
      const kind = ['--crate-type=rlib', `--crate-name=${SUPERVISOR_CRATE}`, '--out-dir', folder];
      const args = [SOURCE, ...kind, '-Cprefer-dynamic'];
      const result = await callRustc({ edition: '2024' }, rustc, { cwd: folder, args, signal });
      if (result.exitCode === 0) {
        writeFileSync(join(folder, SEAL), hashOf(join(folder, basename(library))));
        renameSync(folder, dirname(library));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    // No cache to write to, or another check was first: what is there, if anything, decides.
  }
  return isWhole(library) ? library : undefined;
}

/** Half a library would have every program compiled alone, for ever. */
function isWhole(library: string): boolean {
  try {
    return readFileSync(join(dirname(library), SEAL), 'utf8') === hashOf(library);
  } catch {
    // Not there, or not to be read.
    return false;
  }
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
