import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CACHE_DIR } from '../../system/cache-dir.mjs';
import { readSealed, writeSealed } from '../../system/sealed-file.ts';
import type { Toolchain, Tools } from '../../languages/rust/toolchain.ts';
import type { Verdict } from '../../languages/verdict.ts';
import type { Known, Verified } from '../verify.ts';

/**
 * What earlier checks of plain Markdown found, in the user's cache: there is no record beside somebody's book.
 * A file for each folder that checks are run in; whatever cannot be read or written is done without.
 */
export interface VerdictCache {
  known: Known;
  save(verified: readonly Verified[], tools: Tools): void;
}

/** How many verdicts are kept besides those of a check, the last used first: of other files, and of older texts. */
const KEPT = 4096;

export function openVerdictCache(folder: string): VerdictCache {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const file = join(CACHE_DIR, 'checks', `${name}.json`);
  const known = load(file);
  return {
    known,
    save(verified, { toolchain }) {
      if (!toolchain.rustc) return;
      const verdicts = Object.fromEntries([...passesOf(verified), ...others(known, verified, toolchain)]);
      const stored: Stored = { toolchain, verdicts };
      writeSealed(file, stored);
    },
  };
}

interface Stored {
  toolchain: Toolchain;
  verdicts: Record<string, Verdict>;
}

const NOTHING: Known = { toolchain: undefined, verdicts: new Map() };

function load(file: string): Known {
  const stored = readSealed(file);
  if (stored === undefined) return NOTHING;
  // The seal says that it is ours, and a key that the verdict is one of this version: no more need be asked.
  const { toolchain, verdicts } = stored as Stored;
  return { toolchain, verdicts: new Map(Object.entries(verdicts)) };
}

function passesOf(verified: readonly Verified[]): [string, Verdict][] {
  return verified.flatMap(({ program, verdict }) =>
    verdict?.verdict === 'pass' ? [[program.key, verdict]] : [],
  );
}

/** What this check did not look at, and the same tools said. */
function others(
  { toolchain: before, verdicts }: Known,
  verified: readonly Verified[],
  { rustc, host }: Toolchain,
): [string, Verdict][] {
  if (before?.rustc !== rustc || before?.host !== host) return [];
  const seen = new Set(verified.map(({ program }) => program.key));
  return [...verdicts].filter(([key]) => !seen.has(key)).slice(0, KEPT);
}
