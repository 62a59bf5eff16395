import { crc32 } from 'node:zlib';
import { readOrientation, writeOrientation } from './orientation.ts';

const SIGNATURE_LENGTH = 8;
/** Chunks that are no must, and say how to show the picture: colours, size, transparency, animation. */
const SHOWS = new Set(
  'tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);

/**
 * A PNG without texts, times, Exif and what follows its end; undefined where it is damaged.
 *
 * See the PNG specification, third edition, 5.3: a chunk is its length, its type, its data and a checksum. A type that
 * begins with a capital letter is a must.
 */
export function stripPng(picture: Buffer): Buffer | undefined {
  const kept = [picture.subarray(0, SIGNATURE_LENGTH)];
  for (let at = SIGNATURE_LENGTH; ;) {
    const length = picture.readUInt32BE(at);
    const type = picture.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    if (end > picture.length) return undefined;
    if (/^[A-Z]/.test(type) || SHOWS.has(type)) kept.push(picture.subarray(at, end));
    if (type === 'eXIf') {
      const orientation = readOrientation(picture.subarray(at + 8, end - 4));
      if (orientation !== 1) kept.push(chunk('eXIf', writeOrientation(orientation)));
    }
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return Buffer.concat([number(data.length), body, number(crc32(body))]);
}
