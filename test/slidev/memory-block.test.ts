import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { usualFit } from '../../scripts/slidev/fit-memory.ts';
import { memoryBlock, memoryFigure, memoryMeta } from '../../scripts/slidev/memory-block.ts';
import { drawAll, drawStep } from '../../scripts/slidev/memory/draw.ts';
import { tellChange, tellState } from '../../scripts/slidev/memory/tell.ts';
import { layOut, scaleOf } from '../../scripts/verify/memory/layout.ts';
import type { Picture } from '../../scripts/verify/memory/picture.ts';
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
    const told = picture.steps.flatMap(step => [tellChange(picture, step), `  ${tellState(picture, step)}`]);
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
    for (const parts of [frames, boxes, ...frames.map(({ slots }) => slots)]) {
      for (const [index, part] of parts.entries()) {
        const next = parts[index + 1];
        if (next) expect(part.top + part.height).toBeLessThan(next.top);
        expect(part.top + part.height).toBeLessThanOrEqual(height);
      }
    }
    for (const word of drawAll(picture).matchAll(/ox-borrow-word" x="([^"]*)" y="[^"]*">([^<]*)</g)) {
      const characters = (word[2] ?? '').replace('&amp;', '&').length;
      expect(Number(word[1]) - characters * 12).toBeGreaterThanOrEqual(0);
    }
    expect(heapWidth === 0 || heapLeft + heapWidth <= width).toBe(true);
    expect(scaleOf(picture)).toBeGreaterThanOrEqual(0.9);
  });

  test('lights a line of the program at each step', () => {
    expect(memoryMeta(picture).split('|')).toHaveLength(picture.steps.length);
  });
});

describe('what a run told', () => {
  const [archive, logbook, boat] = ['55c87aa5ad60', '7ffcbee51d60', '7ffcbee58870'];
  const measured: Picture = {
    ...pictureOf('measured-move'),
    measures: [
      {
        step: 1,
        frame: 'main',
        name: 'logbook',
        size: 24,
        length: 4,
        capacity: 8,
        block: 8,
        at: logbook,
        pointer: archive,
      },
      { step: 1, frame: 'main', name: 'pages', size: 4, at: boat },
      {
        step: 2,
        frame: 'main',
        name: 'archive',
        size: 24,
        length: 4,
        capacity: 8,
        block: 8,
        at: boat,
        pointer: archive,
      },
    ],
  };
  const textsOf = (picture: Picture, index: number) => {
    const step = picture.steps[index];
    const { document } = parseHTML(step ? drawStep(picture, step) : '');
    return [...document.querySelectorAll('text')].map(text => text.textContent);
  };

  test('stands in the boxes of what has a value, in as few digits as tell addresses apart', () => {
    const told = (index: number) => textsOf(measured, index).filter(text => /\d+ B|0x/.test(text ?? ''));
    expect(told(0)).toEqual(['24 B', 'ptr 0x…ad60, len 4, cap 8', '4 B', '8 B', 'at 0x…ad60']);
    expect(told(1)).toEqual(['24 B', 'ptr 0x…ad60, len 4, cap 8', '8 B', 'at 0x…ad60']);
  });

  test('is heard, and said to be of one run', () => {
    expect(measured.steps.map(step => tellState(measured, step))[0]).toBe(
      'After line 2. main: logbook owns calm, 24 bytes, pointer 0x…ad60, length 4, capacity 8; pages is 12, 4 bytes.',
    );
    expect(memoryBlock(measured, [], 'rustc', usualFit(measured)).join('\n')).toContain(
      'told="sizes and addresses"',
    );
    expect(memoryFigure(measured)).toContain('sizes and addresses of one run');
  });

  test('gets room of its own', () => {
    const { frames, boxes, width } = layOut(measured);
    expect(width).toBeGreaterThan(layOut(pictureOf('measured-move')).width);
    const slots = frames.flatMap(frame => frame.slots);
    for (const [index, { top, height }] of slots.entries()) {
      expect(slots[index + 1]?.top ?? Infinity).toBeGreaterThan(top + height);
    }
    expect(boxes.every(({ height }) => height > 44)).toBe(true);
  });
});

test('words of an author never become markup', () => {
  const picture = pictureOf('move', text => text.replace('owns: calm', "owns: '<b>{{ 1 }}`&amp;'"));
  const block = memoryBlock(picture, [], undefined, usualFit(picture)).join('\n');
  expect(block).not.toContain('<b>');
  expect(block).toMatch(/<svg v-pre /);
  expect(parseHTML(memoryFigure(picture)).document.querySelectorAll('b')).toHaveLength(0);
});
