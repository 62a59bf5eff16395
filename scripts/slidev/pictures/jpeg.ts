import { readOrientation, writeOrientation } from './orientation.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const APP2 = 0xe2;
const COM = 0xfe;
const EXIF = 'Exif\0\0';
/** What the application segments are that say how to show the picture: JFIF, the colour profile, Adobe's colours. */
const SHOWS: Readonly<Record<number, string>> = { 0xe0: 'JFIF', [APP2]: 'ICC_PROFILE', 0xee: 'Adobe' };

/**
 * A JPEG without Exif, XMP, IPTC, comments, previews and what follows its end; undefined where it is damaged.
 *
 * See ITU-T T.81, annex B: segments are `FF`, a marker and a length that counts itself.
 */
export function stripJpeg(picture: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  let orientation = 1;
  for (let at = 2; ;) {
    if (picture.readUInt8(at) !== 0xff) return undefined;
    const marker = picture.readUInt8(at + 1);
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === EOI) break;
    const end = at + 2 + picture.readUInt16BE(at + 2);
    if (end > picture.length) return undefined;
    const isExif = marker === APP1 && picture.toString('latin1', at + 4, at + 10) === EXIF;
    if (isExif) orientation = readOrientation(picture.subarray(at + 10, end));
    const next = marker === SOS ? endOfScan(picture, end) : end;
    if (shows(picture, marker, at)) kept.push(picture.subarray(at, next));
    at = next;
  }
  const start = [Buffer.from([0xff, SOI]), ...(orientation === 1 ? [] : [exifSegment(orientation)])];
  return Buffer.concat([...start, ...kept, Buffer.from([0xff, EOI])]);
}

function shows(picture: Buffer, marker: number, at: number): boolean {
  if (marker === COM) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = SHOWS[marker];
  return name !== undefined && picture.toString('latin1', at + 4, at + 4 + name.length) === name;
}

/** Where the next marker stands: in a scan, `FF` is followed by `00`, or by the number of a restart. */
function endOfScan(picture: Buffer, from: number): number {
  for (let at = from; ; at++) {
    if (picture.readUInt8(at) !== 0xff) continue;
    const next = picture.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
}

function exifSegment(orientation: number): Buffer {
  const data = Buffer.concat([Buffer.from(EXIF, 'latin1'), writeOrientation(orientation)]);
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}
