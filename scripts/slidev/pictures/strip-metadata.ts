import { stripJpeg } from './jpeg.ts';
import { stripPng } from './png.ts';
import { stripSvg } from './svg.ts';
import { stripWebp } from './webp.ts';

const JPEG = Buffer.from('ffd8ff', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * A picture without what tells of its making: where and when it was taken, with what, and texts. The pixels, the
 * colour profile and the orientation stay. Known are JPEG, PNG, WebP and SVG; all else, and what is damaged, comes
 * back as it was.
 */
export function stripMetadata(picture: Buffer): Buffer {
  const strip = stripperOf(picture);
  try {
    return strip?.(picture) ?? picture;
  } catch (error) {
    // A length or an offset beyond the end of the file.
    if (error instanceof RangeError) return picture;
    throw error;
  }
}

type Strip = (picture: Buffer) => Buffer | undefined;

function stripperOf(picture: Buffer): Strip | undefined {
  if (picture.subarray(0, JPEG.length).equals(JPEG)) return stripJpeg;
  if (picture.subarray(0, PNG.length).equals(PNG)) return stripPng;
  if (picture.toString('latin1', 0, 4) === 'RIFF' && picture.toString('latin1', 8, 12) === 'WEBP')
    return stripWebp;
  return /<svg[\s>]/.test(picture.toString('latin1', 0, 4096)) ? stripSvg : undefined;
}
