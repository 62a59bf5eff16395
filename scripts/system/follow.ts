import { closeSync, openSync, readSync } from 'node:fs';

/** How often is looked, in milliseconds. */
const LOOK = 40;

/**
 * Tells what is added to a file, which may not be there yet, up to so many bytes.
 *
 * @returns what ends this, after a last look
 */
export function follow(file: string, limit: number, onChunk: (chunk: Buffer) => void): () => void {
  const buffer = Buffer.alloc(limit);
  let told = 0;
  const look = () => {
    const size = readMore(file, buffer, told);
    if (size > 0) onChunk(Buffer.from(buffer.subarray(told, told + size)));
    told += size;
  };
  const timer = setInterval(look, LOOK);
  return () => {
    clearInterval(timer);
    look();
  };
}

function readMore(file: string, buffer: Buffer, from: number): number {
  if (from === buffer.length) return 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      return readSync(descriptor, buffer, from, buffer.length - from, from);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // It has not been made yet, or is gone with its program.
    return 0;
  }
}
