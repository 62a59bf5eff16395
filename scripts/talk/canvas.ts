/** The shapes that a slide may have, as width to height. */
export const RATIOS = ['16:9', '16:10', '4:3'] as const;
export type Ratio = (typeof RATIOS)[number];

/** The size of a slide in CSS pixels: whatever it is printed or shown on, it is laid out in these. */
export interface Canvas {
  ratio: Ratio;
  width: number;
  height: number;
}

/** The theme's sizes of text are made for it, and every ratio gives it a whole height, so that a page prints exactly. */
const WIDTH = 1280;

/** The canvas of a deck: its audience's ratio, or else its talk's. */
export function canvasOf(audience: { canvas?: Ratio | undefined }, talk: { canvas: Ratio }): Canvas {
  const ratio = audience.canvas ?? talk.canvas;
  const [across = 16, down = 9] = ratio.split(':').map(Number);
  return { ratio, width: WIDTH, height: (WIDTH * down) / across };
}
