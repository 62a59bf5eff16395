import type { Mask } from './known-names.ts';

/** What a program may print that cannot be the same twice. */
const PATTERNS: Record<Mask, RegExp> = {
  times: /\d+(?:\.\d+)?\s?(?:ns|µs|us|ms|s)\b/g,
  addresses: /0x[0-9a-fA-F]{4,}/g,
  threads: /ThreadId\(\d+\)/g,
  numbers: /\d+(?:\.\d+)?/g,
};

/** Stands where something was masked. */
export const MARK = '…';

export function applyMasks(text: string, masks: readonly Mask[]): string {
  return masks.reduce((masked, name) => masked.replace(PATTERNS[name], MARK), text);
}
