import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../diagnostics/problem.ts';

/** Larger than any book, and far from what no string can hold. */
const MAX_SIZE = 256 * 1024 ** 2;
const LITTLE_ENDIAN = Buffer.from([0xff, 0xfe]);
const BIG_ENDIAN = Buffer.from([0xfe, 0xff]);

/** The text of a file, or why it has none: then nothing in it was looked at, which is an error. */
export function readText(file: string): string | Problem {
  const no = (message: string, help: string): Problem => {
    return { kind: 'no-text', severity: 'error', message, help, file, line: 0 };
  };
  try {
    if (statSync(file).size > MAX_SIZE)
      return no('this file is larger than 256 MiB', 'split it, or leave it out');
    const bytes = readFileSync(file);
    const start = bytes.subarray(0, 2);
    if (start.equals(LITTLE_ENDIAN) || start.equals(BIG_ENDIAN))
      return no('this file is in UTF-16', 'save it as UTF-8');
    if (bytes.includes(0)) return no('this file holds no text', 'leave it out');
    if (isUtf8(bytes)) return bytes.toString('utf8');
    return no(`line ${lineOfFault(bytes)} is not in UTF-8`, 'save the file as UTF-8, or leave it out');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return no(`this file cannot be read (${code})`, 'make it readable, or leave it out');
  }
}

/** From 1. A newline never belongs to another character, so that each line can be looked at alone. */
function lineOfFault(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf(10, from);
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}
