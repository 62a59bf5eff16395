import type { Box } from './measured.ts';

/** Of letters' size: what ascenders and descenders leave free may meet. */
const CORE_OF_LETTERS = 0.7;
/** In pixels of the canvas, both ways. */
const MEETING = 3;

/** How far a box leaves another on each side; negative within it. */
export function past(box: Box, limit: Box): Box {
  return {
    left: limit.left - box.left,
    top: limit.top - box.top,
    right: box.right - limit.right,
    bottom: box.bottom - limit.bottom,
  };
}

/** The side on which most is past. */
export function farthest(over: Box): { side: keyof Box; by: number } {
  return (['bottom', 'right', 'left', 'top'] as const)
    .map(side => ({ side, by: over[side] }))
    .reduce((worst, next) => (next.by > worst.by ? next : worst));
}

/** The box around all of them. */
export function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(box => box.left)),
    top: Math.min(...boxes.map(box => box.top)),
    right: Math.max(...boxes.map(box => box.right)),
    bottom: Math.max(...boxes.map(box => box.bottom)),
  };
}

/** What a line of letters of this size surely covers. */
export function coreOf({ left, top, right, bottom }: Box, size: number): Box {
  const middle = (top + bottom) / 2;
  const half = Math.min(bottom - top, size * CORE_OF_LETTERS) / 2;
  return { left, right, top: middle - half, bottom: middle + half };
}

/** Whether two boxes share more than rounding explains. */
export function meet(one: Box, other: Box): boolean {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > MEETING && high > MEETING;
}

/** Whether one stands above or below a part of the other. */
export function alongside(one: Box, other: Box): boolean {
  return Math.min(one.right, other.right) > Math.max(one.left, other.left);
}

/** In how many rows these boxes of letters of one size stand. */
export function countRows(boxes: readonly Box[], size: number): number {
  const middles = boxes.map(box => (box.top + box.bottom) / 2).sort((a, b) => a - b);
  return middles.filter((middle, index) => index === 0 || middle - (middles[index - 1] ?? 0) > size / 2)
    .length;
}
