import { layOut, scaleOf } from '../verify/memory/layout.ts';
import type { Picture } from '../verify/memory/picture.ts';
import { besideWidths, type Content, fitProgram } from './addon/fit.ts';
import type { MemoryFit, TextSize } from './addon/memory-fit.ts';
import { tellChange } from './memory/tell.ts';
import type { Standing } from './program-block.ts';

/** All of a slide's width, and what lies between a program and its picture. */
const WIDTH = 1136;
const GAP = { beside: 32, below: 24 };
/** What a program's frame takes beyond what `fit.ts` calls its room: margins and the verdict's line. */
const FRAME = 66;
/** From the largest; the text of a picture has 20 pixels at a scale of 1. */
const SCALES = Array.from({ length: 31 }, (_, step) => 1.5 - step / 50);
const PICTURE_TEXT = 20;
const SIZES = [
  { size: 24, line: 32 },
  { size: 20, line: 28 },
  { size: 18, line: 24 },
] as const satisfies TextSize[];
/** A character of running text, in its own size, and of code in it; and a word that goes to the next line. */
const CHARACTER = { text: 0.5, code: 0.58 };
const WRAPPED = 4;
/** Over the words of a picture, and the line below them that says where all of it comes from. */
const MARGIN = 14;
const SOURCE = 32;
/** Narrower than this, it takes a second line where a run told something. */
const SOURCE_WIDTH = 640;
const SOURCE_LINE = 28;
/** Left of the words of a list. */
const NUMBERS = 34;
/** The narrowest column of words, and the narrowest frame of a program, which has its verdict in a line. */
const LEAST_WORDS = 320;
const LEAST_PROGRAM = 420;
/** What its frame gets beyond what the code needs, for longer labels and messages. */
const WIDER = [0, 48, 96, 144];
/** Larger than running text is no better for who sits in the last row. */
const ENOUGH = 24;

type Candidate = MemoryFit & { code: number; text: number };

/**
 * The largest text for a program and its picture, the smaller of the two first.
 *
 * @param contentFor what stands in the program's frame, where that has a width or all of the slide's
 * @param room pixels for the program alone, as `fit.ts` counts them
 * @param grows whether a click makes the program's frame higher, and so would move a picture below it
 */
export function fitMemory(
  picture: Picture,
  contentFor: (standing: Standing) => Content,
  { room, grows }: { room: number; grows: boolean },
): MemoryFit {
  const whole = contentFor({});
  const below = grows ? [] : SCALES.map(scale => fitBelow(picture, whole, room, scale));
  const found = [...fitBeside(picture, contentFor, room), ...below].filter(fit => fit !== undefined);
  const [best] = found.sort((a, b) => compare(meritsOf(b), meritsOf(a)));
  if (!best) return usualFit(picture, room);
  const { code: _, text: __, ...fit } = best;
  return fit;
}

/** For a slide with other things, or too little room for all that must be said. */
export function usualFit(picture: Picture, room?: number): MemoryFit {
  const across = layOut(picture).width * (scaleOf(picture) ?? 1);
  const [, now, listed] = SIZES;
  return {
    below: false,
    program: { room, width: WIDTH - GAP.beside - across },
    ...{ picture: across, listed, now: { ...now, lines: 2 } },
  };
}

function fitBeside(picture: Picture, contentFor: (standing: Standing) => Content, room: number): Candidate[] {
  const { columns } = contentFor({});
  const { width, height } = layOut(picture);
  const frames = besideWidths(columns).flatMap(({ size, code, width: least }) =>
    WIDER.map(more => ({ size, code, program: { room, width: Math.max(LEAST_PROGRAM, least) + more } })),
  );
  return frames.flatMap(({ size, code, program }) => {
    const across = WIDTH - GAP.beside - program.width;
    const { fits, size: found } = fitProgram(contentFor(program));
    if (!fits || found !== size) return [];
    return SCALES.flatMap(scale => {
      const left = room + FRAME - height * scale - MARGIN;
      const words = width * scale <= across ? wordsIn(picture, across, left) : undefined;
      return words
        ? [{ below: false, program, picture: width * scale, ...words, code, text: PICTURE_TEXT * scale }]
        : [];
    });
  });
}

function fitBelow(picture: Picture, content: Content, room: number, scale: number): Candidate | undefined {
  const { width, height } = layOut(picture);
  const across = WIDTH - GAP.beside - width * scale;
  const words = across >= LEAST_WORDS ? wordsIn(picture, across, height * scale) : undefined;
  const program = { room: room - height * scale - GAP.below };
  const { fits, size } = fitProgram({ ...content, ...program });
  const code = besideWidths(0).find(choice => choice.size === size)?.code ?? 0;
  return words && fits
    ? { below: true, program, picture: width * scale, ...words, code, text: PICTURE_TEXT * scale }
    : undefined;
}

/** The largest words that have room; undefined where none have. */
function wordsIn(
  picture: Picture,
  width: number,
  height: number,
): Pick<MemoryFit, 'listed' | 'now'> | undefined {
  const told = picture.steps.map(step => tellChange(picture, step));
  const linesAt = (text: string, size: number, across: number) => {
    const pieces = text.split('`');
    const taken = pieces.reduce(
      (sum, piece, at) => sum + piece.length * (at % 2 ? CHARACTER.code : CHARACTER.text),
      0,
    );
    return taken * size <= across ? 1 : Math.ceil((taken * size) / (across - WRAPPED * size));
  };
  const source = picture.measures ? SOURCE : 0;
  const confirmed = SOURCE + (picture.measures && width < SOURCE_WIDTH ? SOURCE_LINE : 0);
  const listed = SIZES.find(({ size, line }) => {
    const lines = told.reduce((sum, text) => sum + linesAt(text, size, width - NUMBERS), 0);
    return lines * line + source <= height;
  });
  const mostAt = (size: number) => Math.max(...told.map(text => linesAt(text, size, width)));
  const now = SIZES.find(({ size, line }) => mostAt(size) * line + confirmed <= height);
  return listed && now ? { listed, now: { ...now, lines: mostAt(now.size) } } : undefined;
}

function meritsOf({ code, text, listed, now }: Candidate): number[] {
  return [Math.min(code, text, ENOUGH), listed.size + now.size, code + text];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
