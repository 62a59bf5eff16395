import { stripVTControlCharacters } from 'node:util';
import type { Mask } from '../known-names.ts';
import { applyMasks, MARK } from '../mask.ts';

/** What of any transcript's output is never the same twice, or on no other machine. */
const ALWAYS: { name: string; pattern: RegExp; instead: string }[] = [
  // How long Cargo took to build, and a test harness to run: `in 0.32s`, `in 1m 04s`, `took 0.10s`.
  { name: 'elapsed', pattern: /\b(in|took) (?:\d+m \d+s|\d+\.\d+m?s)(?!\w)/g, instead: `$1 ${MARK}` },
  // Newer versions of a crate come out at any time.
  { name: 'newer versions', pattern: / \(available: v[^)]+\)$/g, instead: '' },
  // Cargo names test executables after a hash of where they were built.
  { name: 'hashes', pattern: /\b(deps[/\\][\w-]+)-[0-9a-f]{16}\b/g, instead: `$1-${MARK}` },
  // Rust names the thread's id in the message of a panic since 1.91.
  { name: 'threads', pattern: /^(thread '[^']*') \(\d+\) (panicked at|has overflowed)/g, instead: '$1 $2' },
];

/**
 * What Cargo says of its way to a registry: it depends on which one that is, on what was fetched before and on who
 * else fetches. So whether there was any such line must not be told.
 */
const RE_DOWNLOAD = /^\s*(?:Blocking waiting for|Updating .* index$|Downloading |Downloaded )/;
/** What Cargo tells of newer versions: a registry's answer of the day. */
const RE_AVAILABLE = / \((?:available|latest): v[^)]*\)$/;
const RE_OVERWRITTEN = /^.*\r(?!$)/;
const RE_CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A line as it goes into the record; undefined when none of it does. */
export function maskLine(
  line: string,
  masks: readonly Mask[],
  used: Set<string> = new Set(),
): string | undefined {
  if (RE_DOWNLOAD.test(line)) return undefined;
  const stable = ALWAYS.reduce((text, { name, pattern, instead }) => {
    const masked = text.replace(pattern, instead);
    if (masked !== text) used.add(name);
    return masked;
  }, line);
  return applyMasks(stable, masks);
}

/** The lines that stand in a terminal when all is printed: no colours, and of what was overwritten the last. */
export function terminalLines(output: string): string[] {
  const lines = stripVTControlCharacters(output)
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map(line =>
      line.replace(RE_OVERWRITTEN, '').replace(RE_CONTROL, '').trimEnd().replace(RE_AVAILABLE, ''),
    );
  return lines.slice(0, lines.findLastIndex(line => line !== '') + 1);
}
