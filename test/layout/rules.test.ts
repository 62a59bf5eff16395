import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hurdle, Measured, Run } from '../../scripts/layout/measured.ts';
import { judge, RULES } from '../../scripts/layout/rules.ts';
import { canvasOf } from '../../scripts/talk/canvas.ts';
import { fixture } from '../support/fixtures.ts';

const CANVAS = canvasOf({}, { canvas: '16:9' });
const CASES = readdirSync(fixture('layouts')).filter(name => name.endsWith('.json'));

describe('the rules of layout', () => {
  test.for(CASES)('judge %s', async name => {
    const { measured, hurdles } = readCase(name);
    const findings = judge(measured, CANVAS, hurdles);
    const lines = findings.map(
      ({ rule, slide, clicks, message, help }) =>
        `${rule} on slide ${slide} at ${clicks.join(', ')}: ${message}\n  ${help}\n`,
    );
    await expect(lines.join('')).toMatchFileSnapshot(fixture('layouts', name.replace('.json', '.txt')));
    for (const { rule, slide, message, help } of findings) {
      expect(RULES).toContain(rule);
      expect(measured.some(step => step.slide === slide)).toBe(true);
      expect([message, help]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    }
  });

  test('find nothing in what is sound', () => {
    expect(judge(readCase('sound.json').measured, CANVAS)).toEqual([]);
  });

  test('say by how much a text leaves the slide, wherever it does', () => {
    const side = fc.constantFrom('left', 'top', 'right', 'bottom');
    fc.assert(
      fc.property(side, fc.integer({ min: 2, max: 600 }), (out, by) => {
        const box = { left: 100, top: 100, right: 200, bottom: 130 };
        const [x, y] = {
          left: [-100 - by, 0],
          right: [CANVAS.width - 200 + by, 0],
          top: [0, -100 - by],
          bottom: [0, CANVAS.height - 130 + by],
        }[out] as [number, number];
        const moved = { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y };
        const found = judge([stepOf([{ ...runOf('words', 0), boxes: [moved] }])], CANVAS);
        expect(found.map(({ rule }) => rule)).toEqual(['past-canvas']);
        expect(found[0]?.message).toContain(`${by} px past the ${out}`);
      }),
    );
  });

  test('say the same in whatever order texts stand, and once for all clicks', () => {
    const runs = fc.array(anyRun(), { maxLength: 8 });
    fc.assert(
      fc.property(runs, runs => {
        const numbered = runs.map((run, block) => ({ ...run, text: `text ${block}`, block }));
        const rules = (order: readonly Run[]) =>
          judge([stepOf(order)], CANVAS)
            .map(({ rule }) => rule)
            .filter(rule => rule !== 'overlap')
            .sort();
        expect(rules(numbered.toReversed())).toEqual(rules(numbered));
        const twice = judge([stepOf(numbered), { ...stepOf(numbered), click: 1 }], CANVAS);
        expect(twice).toEqual(judge([stepOf(numbered)], CANVAS).map(found => ({ ...found, clicks: [0, 1] })));
      }),
    );
  });
});

function readCase(name: string): { measured: Measured[]; hurdles?: Hurdle[] } {
  return JSON.parse(readFileSync(fixture('layouts', name), 'utf8'));
}

function runOf(text: string, block: number): Run {
  const box = { left: 100, top: 100, right: 200, bottom: 130 };
  return { text, role: 'running', block, size: 28, ink: [0, 0, 0], ground: [255, 255, 255], boxes: [box] };
}

function stepOf(runs: readonly Run[]): Measured {
  return {
    slide: 2,
    click: 0,
    runs: [...runs],
    shapes: [],
    clips: [],
    pictures: [],
    headings: [],
    foot: 720,
  };
}

function anyRun(): fc.Arbitrary<Run> {
  const byte = fc.integer({ min: 0, max: 255 });
  const place = fc.record({
    x: fc.integer({ min: -50, max: 1300 }),
    y: fc.integer({ min: -50, max: 740 }),
    width: fc.integer({ min: 2, max: 300 }),
    height: fc.integer({ min: 2, max: 60 }),
  });
  return fc.record({
    text: fc.string(),
    role: fc.constantFrom('running', 'caption', 'code', 'heading', 'citation'),
    block: fc.nat(),
    size: fc.integer({ min: 10, max: 60 }),
    ink: fc.tuple(byte, byte, byte),
    ground: fc.tuple(byte, byte, byte),
    boxes: place.map(({ x, y, width, height }) => [
      { left: x, top: y, right: x + width, bottom: y + height },
    ]),
  });
}
