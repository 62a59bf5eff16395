import { describe, expect, test } from 'vitest';
import { type Content, fitProgram } from '../../scripts/slidev/addon/fit.ts';
import { fitMemory, usualFit } from '../../scripts/slidev/fit-memory.ts';
import { layOut } from '../../scripts/verify/memory/layout.ts';
import type { Picture } from '../../scripts/verify/memory/picture.ts';
import { fixture } from '../support/fixtures.ts';
import { drawSlide, listPictures, readPicture } from '../support/pictures.ts';

/** Under a headline of two lines, and of one. */
const ROOMS = [402, 454];
const WIDTH = 1136;
/** What a program's frame takes beyond its room, and what lies between it and a picture below it. */
const FRAME = 66;
const GAP = 24;
/** Long programs, for which the smallest code is too large beside so large a picture. */
const CROWDED = ['call-within-a-call', 'measured-threads'];

function pictureOf(name: string): Picture {
  using drawn = drawSlide(readPicture('right', name));
  const [picture] = drawn.pictures;
  if (!picture) throw new Error(`${name} draws nothing`);
  return picture;
}

function contentOf({ snippet }: Picture): (standing: Partial<Content>) => Content {
  const lines = snippet.shown.trimEnd().split('\n');
  const columns = Math.max(...lines.map(line => line.length));
  return standing => ({ lines: lines.length, columns, output: [1], ...standing });
}

describe.for(listPictures('right'))('a program and the picture of %s', name => {
  const picture = pictureOf(name);
  const natural = layOut(picture);
  const contentFor = contentOf(picture);

  test.for(ROOMS)('share a slide that leaves %i pixels', room => {
    for (const grows of [false, true]) {
      const fit = fitMemory(picture, contentFor, { room, grows });
      const { below, program, listed, now } = fit;
      const height = (natural.height * fit.picture) / natural.width;
      const left = below ? room - GAP - (program.room ?? 0) : room + FRAME;
      expect(fit.picture / natural.width).toBeGreaterThanOrEqual(0.9);
      expect(below && grows).toBe(false);
      expect(Math.min(listed.size, now.size)).toBeGreaterThanOrEqual(18);
      expect(fit.picture + (below ? 0 : (program.width ?? WIDTH))).toBeLessThanOrEqual(WIDTH);
      expect(height).toBeLessThanOrEqual(left + 0.01);
      expect(fitProgram(contentFor(program)).fits).toBe(!CROWDED.includes(name));
    }
  });

  test('have text no smaller than where less is known of the slide', () => {
    const usual = usualFit(picture);
    const sizes = ({ program, picture: width, listed }: typeof usual) => {
      const { size } = fitProgram(contentFor(program));
      const code = { 'ox-program-large': 30, '': 24, 'ox-program-small': 20, 'ox-program-tight': 18 }[size];
      return { least: Math.min(code, (20 * width) / natural.width), listed: listed.size };
    };
    const fitted = sizes(fitMemory(picture, contentFor, { room: 454, grows: false }));
    expect(fitted.least).toBeGreaterThanOrEqual(Math.min(24, sizes(usual).least));
    expect(fitted.listed).toBeGreaterThanOrEqual(sizes(usual).listed);
  });
});

test('how each fits is told in a table', async () => {
  const rows = listPictures('right').map(name => {
    const picture = pictureOf(name);
    const contentFor = contentOf(picture);
    const {
      below,
      program,
      picture: width,
      listed,
      now,
    } = fitMemory(picture, contentFor, {
      room: 454,
      grows: false,
    });
    const size = fitProgram(contentFor(program)).size || 'usual';
    const text = (20 * width) / layOut(picture).width;
    return `${name}: ${below ? 'below' : 'beside'}, code ${size.replace('ox-program-', '')}, picture ${text.toFixed(1)}, steps ${listed.size}, step ${now.size}`;
  });
  await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(fixture('memory/fits.txt'));
});
