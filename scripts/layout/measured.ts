/** A box in pixels of the canvas, from its upper left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number];

/** What a text is on a slide; sizes are judged by it. */
export type Role =
  'foot' | 'citation' | 'transcript' | 'code' | 'drawing' | 'caption' | 'heading' | 'running';

/** Text of one look within one block, as it is painted. */
export interface Run {
  text: string;
  role: Role;
  /** The same number for what stands in the same block. */
  block: number;
  /** The line of code that its block is. */
  line?: string;
  /** The size of its letters in pixels of the canvas. */
  size: number;
  ink: Colour;
  /** Undefined where a picture or a gradient lies behind it. */
  ground?: Colour;
  /** A box a line, or a piece of one. */
  boxes: Box[];
}

/** A picture, a drawing or a painted box. */
export interface Shape {
  name: string;
  box: Box;
}

/** Content that its own box cuts off, by so many pixels on each side. */
export interface Clip {
  role: Role;
  text: string;
  past: Box;
}

/** A slide at one of its clicks, as the browser shows it. */
export interface Measured {
  /** The number of the slide in the deck, from 1. */
  slide: number;
  /** How many clicks it has had. */
  click: number;
  runs: Run[];
  shapes: Shape[];
  clips: Clip[];
  pictures: { name: string; alt: string }[];
  headings: { level: number; text: string; box: Box }[];
  /** Where the foot begins; content ends above it. */
  foot: number;
}

/** What axe-core says of a slide at its last click. */
export interface Hurdle {
  slide: number;
  click: number;
  rule: string;
  impact: string;
  /** What must be so. */
  help: string;
  /** The element, shortened. */
  element: string;
}
