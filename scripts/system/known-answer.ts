import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { CACHE_DIR } from './cache-dir.mjs';
import { readSealed, writeSealed } from './sealed-file.ts';

/**
 * What an executable says of itself, asked once and kept in the user's cache for as long as its file is the same: to
 * start rustc takes a tenth of a short check. Cargo keeps its answers likewise:
 * https://doc.rust-lang.org/cargo/reference/environment-variables.html (`CARGO_CACHE_RUSTC_INFO`)
 */
export async function knownAnswer(
  executable: string,
  ask: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const file = placeOf(executable);
  const known = file && readSealed(file);
  if (typeof known === 'string') return known;
  const answer = await ask();
  if (file && answer) writeSealed(file, answer);
  return answer;
}

/** Another one for whatever is put in the executable's place; none where that cannot be looked at. */
function placeOf(executable: string): string | undefined {
  // A name is looked for on the path, and not where the command was called.
  if (!isAbsolute(executable)) return undefined;
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(executable, { bigint: true });
    const identity = [executable, dev, ino, size, mtimeNs, ctimeNs].join('\n');
    return join(CACHE_DIR, 'tools', createHash('sha256').update(identity).digest('hex').slice(0, 16));
  } catch {
    // No file: it is asked each time.
    return undefined;
  }
}
