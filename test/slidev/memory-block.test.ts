import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { memoryBlock, memoryFigure, memoryMeta } from '../../scripts/slidev/memory-block.ts';
import { drawAll, drawStep } from '../../scripts/slidev/memory/draw.ts';
import { tellChange, tellState } from '../../scripts/slidev/memory/tell.ts';
import { layOut, scaleOf } from '../../scripts/snippets/memory/layout.ts';
import type { Picture } from '../../scripts/snippets/memory/picture.ts';
import { fixture } from '../support/fixtures.ts';
import { drawSlide, listPictures, readPicture } from '../support/pictures.ts';

function pictureOf(name: string, change = (text: string) => text): Picture {
  using drawn = drawSlide(change(readPicture('right', name)));
  const [picture] = drawn.pictures;
  if (!picture) throw new Error(`${name} draws nothing`);
  return picture;
}

describe.for(listPictures('right'))('the picture of %s', name => {
  const picture = pictureOf(name);

  test('is told in words, step by step', async () => {
    const told = picture.steps.flatMap(step => [tellChange(picture, step), `  ${tellState(step)}`]);
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(fixture('memory/right', `${name}.told.txt`));
  });

  test('shows at each step what is drawn of that step alone', () => {
    const all = parseHTML(drawAll(picture)).document;
    for (const [index, step] of picture.steps.entries()) {
      const seen = [...all.querySelectorAll('.ox-part')].filter(part =>
        part.getAttribute('data-on')?.split(' ').includes(String(index)),
      );
      const alone = parseHTML(drawStep(picture, step)).document.querySelectorAll('text');
      expect(
        seen.flatMap(part => [...part.querySelectorAll('text')].map(text => text.textContent)).sort(),
      ).toEqual([...alone].map(text => text.textContent).sort());
    }
  });

  test('has nothing over another thing, nor out of sight', () => {
    const { frames, boxes, width, height, heapLeft, heapWidth } = layOut(picture);
    for (const parts of [
      frames,
      boxes,
      ...frames.map(({ slots }) => slots.map(slot => ({ ...slot, height: 44 }))),
    ]) {
      for (const [index, part] of parts.entries()) {
        const next = parts[index + 1];
        if (next) expect(part.top + part.height).toBeLessThan(next.top);
        expect(part.top + part.height).toBeLessThanOrEqual(height);
      }
    }
    expect(heapWidth === 0 || heapLeft + heapWidth <= width).toBe(true);
    expect(scaleOf(picture)).toBeGreaterThanOrEqual(0.9);
  });

  test('lights a line of the program at each step', () => {
    expect(memoryMeta(picture).split('|')).toHaveLength(picture.steps.length);
  });
});

test('words of an author never become markup', () => {
  const picture = pictureOf('move', text => text.replace('owns: calm', "owns: '<b>{{ 1 }}`&amp;'"));
  const block = memoryBlock(picture, [], undefined).join('\n');
  expect(block).not.toContain('<b>');
  expect(block).toMatch(/<svg v-pre /);
  expect(parseHTML(memoryFigure(picture)).document.querySelectorAll('b')).toHaveLength(0);
});
