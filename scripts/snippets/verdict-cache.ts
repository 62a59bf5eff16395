import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE_DIR } from '../cache-dir.mjs';
import type { Tools } from './toolchain.ts';
import type { Known, Verified } from './verify.ts';

/**
 * What earlier checks of plain Markdown found, in the user's cache: there is no record beside somebody's book.
 * A file for each folder that checks are run in; whatever cannot be read or written is done without.
 */
export interface VerdictCache {
  known: Known;
  save(verified: readonly Verified[], tools: Tools): void;
}

/** @param fresh to do as if nothing had been found */
export async function openVerdictCache(folder: string, fresh: boolean): Promise<VerdictCache> {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const file = join(CACHE_DIR, 'checks', `${name}.json`);
  return {
    known: fresh ? NOTHING : await load(file),
    save: (verified, tools) => save(file, verified, tools),
  };
}

const NOTHING: Known = { toolchain: undefined, verdicts: new Map() };

async function load(file: string): Promise<Known> {
  try {
    const [seal, ...lines] = readFileSync(file, 'utf8').split('\n');
    const text = lines.join('\n');
    if (seal !== sealOf(text)) return NOTHING;
    const { VerdictsSchema } = await import('./stored-verdict.ts');
    const { toolchain, verdicts } = VerdictsSchema.parse(JSON.parse(text));
    return { toolchain, verdicts: new Map(Object.entries(verdicts)) };
  } catch {
    // None yet, or not one of ours: everything is verified.
    return NOTHING;
  }
}

function save(file: string, verified: readonly Verified[], { toolchain }: Tools): void {
  const passed = verified.flatMap(({ program, verdict }) =>
    verdict?.verdict === 'pass' ? [[program.key, verdict] as const] : [],
  );
  const text = JSON.stringify({ toolchain, verdicts: Object.fromEntries(passed) });
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(temporary, `${sealOf(text)}\n${text}`);
      renameSync(temporary, file);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch {
    // A cache that cannot be written costs the next check its time, and nothing else.
  }
}

/** On the first line of the file: half a file, or one that something else wrote, is not believed. */
function sealOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
