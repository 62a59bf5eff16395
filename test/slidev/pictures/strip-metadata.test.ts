import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOrientation } from '../../../scripts/slidev/pictures/orientation.ts';
import { stripMetadata } from '../../../scripts/slidev/pictures/strip-metadata.ts';
import { fixture } from '../../support/fixtures.ts';

const read = (name: string) => readFileSync(fixture('pictures', name));
const FORMATS = ['jpg', 'png', 'webp', 'svg'];

describe('a picture', () => {
  test.for(FORMATS)('in %s loses what tells of its making, and nothing else', format => {
    const tagged = read(`tagged.${format}`);
    expect(tagged.toString('latin1')).toContain('SECRET');
    expect(stripMetadata(tagged)).toEqual(read(`plain.${format}`));
    expect(stripMetadata(read(`plain.${format}`))).toEqual(read(`plain.${format}`));
  });

  test.for<[string, number]>([
    ['turned.jpg', 6],
    ['turned.png', 8],
    ['turned.webp', 3],
  ])('that is not upright, as %s, stays as it is turned', ([name, orientation]) => {
    const stripped = stripMetadata(read(name));
    expect(stripped.toString('latin1')).not.toContain('SECRET');
    const exif = stripped.indexOf('MM\0*', 0, 'latin1');
    expect(readOrientation(stripped.subarray(exif))).toBe(orientation);
    expect(stripMetadata(stripped)).toEqual(stripped);
  });

  test('comes back as it was where it is cut or of another kind', () => {
    for (const format of ['jpg', 'png', 'webp']) {
      const tagged = read(`tagged.${format}`);
      for (let length = 0; length < tagged.length - 40; length++) {
        const cut = tagged.subarray(0, length);
        expect(stripMetadata(cut).equals(cut), `${format} cut at ${length}`).toBe(true);
      }
    }
    expect(stripMetadata(Buffer.from('GIF89a'))).toEqual(Buffer.from('GIF89a'));
  });

  test('never fails and never grows by more than its orientation, whatever is in it', () => {
    const pictures = fc.constantFrom(...FORMATS.map(format => read(`tagged.${format}`)));
    fc.assert(
      fc.property(pictures, fc.array(fc.tuple(fc.nat(), fc.nat(255))), (picture, damages) => {
        const damaged = Buffer.from(picture);
        for (const [at, byte] of damages) damaged[at % damaged.length] = byte;
        expect(stripMetadata(damaged).length).toBeLessThanOrEqual(damaged.length + 40);
      }),
      { numRuns: 500 },
    );
  });
});
