import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrastOf, hexOf } from '../../scripts/layout/contrast.ts';

const byte = fc.integer({ min: 0, max: 255 });
const colour = fc.tuple(byte, byte, byte);

test('black and white are 21 apart, and the rust on its paper 6.2', () => {
  expect(contrastOf([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrastOf([0xa6, 0x3a, 0x0b], [0xfb, 0xfa, 0xf6])).toBeCloseTo(6.2, 1);
});

test('contrast lies between 1 and 21, and has no direction', () => {
  fc.assert(
    fc.property(colour, colour, (one, other) => {
      const ratio = contrastOf(one, other);
      expect(ratio).toBeGreaterThanOrEqual(1);
      expect(ratio).toBeLessThanOrEqual(21.001);
      expect(contrastOf(other, one)).toBe(ratio);
      expect(contrastOf(one, one)).toBe(1);
      expect(hexOf(one)).toMatch(/^#[\da-f]{6}$/);
    }),
  );
});
