/** How a program and the picture of its memory share a slide. */
export interface MemoryFit {
  /** Whether the picture stands below its program, with its words beside it; else it stands at its right, over them. */
  below: boolean;
  /** What the program has for itself, in pixels: see `fit.ts`. */
  program: { room?: number | undefined; width?: number | undefined };
  /** The width of the picture, in pixels. */
  picture: number;
  /** The words of all steps, for paper. */
  listed: TextSize;
  /** The words of one step, and the lines of the longest. */
  now: TextSize & { lines: number };
}

/** A size of running text, in pixels. */
export interface TextSize {
  size: number;
  line: number;
}
