import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError } from '../diagnostics/problem.ts';

const MANIFEST = 'manifest.json';
const GENERATOR = 'oxideck';

/** Where a build writes before its output is whole. */
export interface Staging {
  /** An empty folder beside the output. */
  dir: string;
  /**
   * Puts what was made in the place of what was there: each of these folders and files of the staging folder.
   * What else the output holds stays.
   */
  commit(names: readonly string[]): void;
}

/**
 * Lends a folder beside the output, and removes it, whatever happens. Until `commit` the output is untouched.
 *
 * @throws OxideckError with exit code 2 when the output is somebody else's or cannot be written
 */
export async function withStaging<T>(out: string, use: (staging: Staging) => Promise<T>): Promise<T> {
  refuseForeign(out);
  const dir = join(dirname(out), `.${basename(out)}-${process.pid}-${randomUUID().slice(0, 8)}`);
  try {
    makeFolder(dir);
  } catch (error) {
    throw cannotWrite(out, error);
  }
  try {
    return await use({ dir, commit: names => commit(dir, out, names) });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** One folder after the other: Node's own recursion never ends where the system refuses, as in `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** A folder may be written if it is new, empty, or made by an earlier build. */
function refuseForeign(out: string): void {
  if (!existsSync(out)) return;
  if (!statSync(out).isDirectory()) {
    throw new OxideckError(
      ExitCode.usage,
      `${out} is a file`,
      'name a folder with `--out`, or remove the file',
    );
  }
  const names = readdirSync(out);
  if (names.length === 0 || isOurs(join(out, MANIFEST))) return;
  throw new OxideckError(
    ExitCode.usage,
    `${out} holds files that Oxideck did not make, such as \`${names[0]}\``,
    'name an empty folder with `--out`: nothing there was touched',
  );
}

function isOurs(manifest: string): boolean {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).generator === GENERATOR;
  } catch {
    // No manifest, or not one of ours: both mean that the folder is not ours to write.
    return false;
  }
}

function commit(staging: string, out: string, names: readonly string[]): void {
  const old = join(staging, '.old');
  mkdirSync(old);
  try {
    makeFolder(out);
    // First, so that a build interrupted from here on leaves a folder that the next one may write.
    writeFileSync(
      join(staging, MANIFEST),
      `${JSON.stringify({ schema: 1, generator: GENERATOR }, null, 2)}\n`,
    );
    for (const name of [MANIFEST, ...names]) {
      if (existsSync(join(out, name))) renameSync(join(out, name), join(old, name));
      renameSync(join(staging, name), join(out, name));
    }
  } catch (error) {
    throw cannotWrite(out, error);
  }
}

function cannotWrite(out: string, error: unknown): OxideckError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return new OxideckError(
    ExitCode.usage,
    `${out} cannot be written (${reason})`,
    'name another folder with `--out`, or make this one writable',
  );
}
