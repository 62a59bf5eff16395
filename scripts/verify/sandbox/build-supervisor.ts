import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE_DIR } from '../../system/cache-dir.mjs';
import { CAN_SUPERVISE } from '../../system/limits.ts';
import { callRustc } from '../../languages/rust/rustc.ts';
import type { Tools } from '../../languages/rust/toolchain.ts';

/** Seconds. */
const BUILD_TIMEOUT = 60;
const SOURCE = fileURLToPath(new URL('./supervisor.rs', import.meta.url));

/** Beside what was compiled: its hash. */
const SEAL = 'seal';

/** The name by which a bundle calls its supervisor. */
export const SUPERVISOR_CRATE = '__oxideck_supervisor';

const FORMS = {
  /** For a bundle to be linked with. */
  library: { file: `lib${SUPERVISOR_CRATE}.rlib`, args: ['--crate-type=rlib', '-Cprefer-dynamic'] },
  /** For any other command. */
  program: { file: 'supervisor', args: ['--crate-type=bin', '-o', 'supervisor'] },
};

/**
 * The supervisor, compiled once for each rustc and kept in the user's cache: in every bundle it would take as long
 * as a dozen programs. Undefined where it does not work, when rustc is missing or does not compile it, or the cache
 * cannot be written: then nothing is bundled, and what runs is held to fewer limits.
 */
export async function buildSupervisor(
  form: keyof typeof FORMS,
  { rustc, toolchain }: Tools,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (!CAN_SUPERVISE || !toolchain.rustc) return undefined;
  const { file, args } = FORMS[form];
  const parts = [toolchain.rustc, toolchain.host, args, readFileSync(SOURCE, 'utf8')];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  const supervisor = join(CACHE_DIR, 'supervisors', key, file);
  if (isWhole(supervisor)) return supervisor;
  const shelf = dirname(dirname(supervisor));
  try {
    mkdirSync(shelf, { recursive: true });
    rmSync(dirname(supervisor), { recursive: true, force: true });
    // Made beside its place: a temporary folder may lie on another disk.
    const folder = mkdtempSync(join(shelf, 'new-'));
    try {
      const result = await callRustc({ edition: '2024' }, rustc, {
        cwd: folder,
        args: [SOURCE, `--crate-name=${SUPERVISOR_CRATE}`, ...args],
        own: folder,
        timeout: BUILD_TIMEOUT,
        signal,
      });
      if (result.exitCode === 0) {
        writeFileSync(join(folder, SEAL), hashOf(join(folder, basename(supervisor))));
        renameSync(folder, dirname(supervisor));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    // No cache to write to, or another check was first: what is there, if anything, decides.
  }
  return isWhole(supervisor) ? supervisor : undefined;
}

/** Half a library would have every program compiled alone, for ever. */
function isWhole(file: string): boolean {
  try {
    return readFileSync(join(dirname(file), SEAL), 'utf8') === hashOf(file);
  } catch {
    // Not there, or not to be read.
    return false;
  }
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
