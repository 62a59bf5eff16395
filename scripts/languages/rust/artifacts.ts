import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Cargo says it has built, or has built before. */
export interface Built {
  filenames: readonly string[];
  /** Whether it was there already. */
  fresh: boolean;
}

/**
 * Whether what Cargo takes for built is as Cargo left it: it looks at the sources only, and a library that a full
 * disk has cut short would stay so. Remembers what was built anew, in a file of the target folder.
 */
export function areIntact(target: string, built: readonly Built[]): boolean {
  const file = join(target, 'oxideck-artifacts.json');
  const before = read(file);
  const now = Object.fromEntries(
    built.flatMap(({ filenames }) => filenames.map(name => [name, about(name)])),
  );
  const stale = built
    .filter(({ fresh }) => fresh)
    .flatMap(({ filenames }) => filenames)
    .some(name => now[name] === '' || (before[name] !== undefined && before[name] !== now[name]));
  if (stale) return false;
  const after = { ...before, ...now };
  if (JSON.stringify(after) !== JSON.stringify(before)) writeFileSync(file, JSON.stringify(after));
  return true;
}

function about(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && stat.size > 0 ? `${stat.size} ${stat.mtimeMs}` : '';
}

function read(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // None yet, or half of one: then only what is empty is known to be damaged.
    return {};
  }
}
