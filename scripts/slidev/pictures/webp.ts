import { readOrientation, writeOrientation } from './orientation.ts';

const HEAD_LENGTH = 12;
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
/** What a picture consists of; the colour profile is `ICCP`. */
const SHOWS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/**
 * A WebP without Exif, XMP and what follows its end; undefined where it is damaged.
 *
 * See RFC 9649, 2.3 and 2.7: a chunk is its type, its length and its data, padded to an even length.
 */
export function stripWebp(picture: Buffer): Buffer | undefined {
  const whole = 8 + picture.readUInt32LE(4);
  if (whole > picture.length) return undefined;
  const kept: Buffer[] = [];
  let orientation = 1;
  for (let at = HEAD_LENGTH; at < whole;) {
    const type = picture.toString('latin1', at, at + 4);
    const length = picture.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > whole) return undefined;
    if (SHOWS.has(type)) kept.push(Buffer.from(picture.subarray(at, end)));
    if (type === 'EXIF') {
      const exif = picture.subarray(at + 8, at + 8 + length);
      orientation = readOrientation(exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif);
    }
    at = end;
  }
  const [first] = kept;
  if (first?.toString('latin1', 0, 4) === 'VP8X') {
    const flags = first.readUInt8(8) & ~(EXIF_FLAG | XMP_FLAG);
    first.writeUInt8(orientation === 1 ? flags : flags | EXIF_FLAG, 8);
    if (orientation !== 1) kept.push(chunk('EXIF', writeOrientation(orientation)));
  }
  const head = Buffer.from(picture.subarray(0, HEAD_LENGTH));
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...kept]);
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
