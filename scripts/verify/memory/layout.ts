import { boxDetailsOf, detailsOf, nameOf, ownerCount, wordsOf } from './details.ts';
import { fateOf } from './fate.ts';
import { ownersOf, type Picture } from './picture.ts';

/** What of a picture has a place in it. */
type Drawing = Pick<Picture, 'steps' | 'measures'>;

/** Where everything stands in a picture, in pixels of the slide; nothing moves from one step to the next. */
export interface Layout {
  width: number;
  height: number;
  stackLeft: number;
  stackWidth: number;
  heapLeft: number;
  heapWidth: number;
  frames: { name: string; top: number; height: number; slots: Slot[] }[];
  /** `end` is where what stands below a box ends. */
  boxes: { top: number; height: number; end: number }[];
}

export interface Slot {
  name: string;
  top: number;
  height: number;
}

export const SLOT = 44;
/** With a line below its text: what a run told, or how many owners there are. */
const TWO_LINES = 76;
/** Below a box of one line: what became of it. */
const NOTE = 32;
const GAP = 10;
const FRAME_HEAD = 38;
const FRAME_FOOT = 12;
const FRAME_GAP = 14;
export const FRAME_SIDE = 12;
/** Left of the stack, where borrows run: the lane next to it, one further out, and what lies around a word there. */
export const LANES = [22, 46] as const;
export const LANE_WORD = 6;
const LANE_MARGIN = 2;
const BETWEEN = 64;
const HEAP_HEAD = 38;
/** A character of the code's font at 20 pixels. */
export const CHARACTER = 12;
export const PADDING = 14;
const LEAST_SLOT = 176;
const LEAST_BOX = 120;
/** The longest word that tells of a slot, in characters: see `draw.ts`. */
const LONGEST_WORD = 6;

/** What a slide has for a program and its picture, beside each other under a headline of two lines. */
const SLIDE = { width: 1136, height: 340, gap: 32 };
/** Of code in half a slide: a character, and both margins of its frame. */
const CODE = { character: 12, margins: 38 };
/** The size of its text follows: from 18 pixels to 26. */
const SCALE = { least: 0.9, most: 1.3 };

/** How large a picture is beside its program; undefined where both are too large for a slide. */
export function scaleOf(picture: Picture): number | undefined {
  const { width, height } = layOut(picture);
  const columns = Math.max(...picture.snippet.shown.split('\n').map(line => line.length));
  const room = SLIDE.width - SLIDE.gap - columns * CODE.character - CODE.margins;
  const scale = Math.min(SCALE.most, room / width, SLIDE.height / height);
  return scale < SCALE.least ? undefined : scale;
}

export function layOut(picture: Drawing): Layout {
  const stackLeft = borrowsWidth(picture);
  const stackWidth = slotWidth(picture) + 2 * FRAME_SIDE;
  const heapLeft = stackLeft + stackWidth + BETWEEN;
  const heapWidth = boxWidth(picture);
  const frames = placeFrames(picture);
  const boxes = placeBoxes(picture, frames);
  const bottoms = [...frames, ...boxes].map(part => part.top + part.height);
  return {
    width: heapWidth > 0 ? heapLeft + heapWidth + 2 : stackLeft + stackWidth + 2,
    height: Math.max(...bottoms, ...boxes.map(({ end }) => end)) + 2,
    ...{ stackLeft, stackWidth, heapLeft, heapWidth, frames, boxes },
  };
}

/** What a borrow is called, in the code's font. */
export function borrowWord({ mut }: { mut: boolean }): string {
  return mut ? '&mut' : '&';
}

function borrowsWidth(picture: Drawing): number {
  const words = picture.steps.map(step =>
    step.frames
      .filter(frame => !frame.gone)
      .flatMap(frame => [...frame.values.values()])
      .flatMap(state => (state.kind === 'borrows' ? borrowWord(state) : [])),
  );
  const longest = Math.max(0, ...words.flat().map(word => word.length));
  if (longest === 0) return 0;
  const lane = LANES[words.some(({ length }) => length > 1) ? 1 : 0];
  return lane + LANE_WORD + longest * CHARACTER + LANE_MARGIN;
}

/** Every variable at each step, with what a run told of it there. */
function told(picture: Drawing) {
  return picture.steps.flatMap(step =>
    step.frames.flatMap(frame =>
      [...frame.values].map(([name, state]) => {
        const place = { frame: frame.name, name };
        return { place, state, details: detailsOf(picture, step, place) };
      }),
    ),
  );
}

function slotWidth(picture: Drawing): number {
  const lines = told(picture).flatMap(({ place, state, details }) => {
    const text = state.kind === 'owned' && state.box === undefined ? state.text.length : LONGEST_WORD;
    return [nameOf(place.name, details).length + text + 2, wordsOf(details).length];
  });
  return Math.max(LEAST_SLOT, ...lines.map(widthOf));
}

function boxWidth(picture: Drawing): number {
  const lines = picture.steps.flatMap(step =>
    step.boxes.flatMap(({ text, shared }, index) => {
      const details = boxDetailsOf(picture, step, index);
      const count = shared ? [ownerCount(ownersOf(step, index).length)] : [];
      return [nameOf(text, details).length, wordsOf(details, count).length];
    }),
  );
  return lines.length === 0 ? 0 : Math.max(LEAST_BOX, ...lines.map(widthOf));
}

function widthOf(characters: number): number {
  return characters * CHARACTER + 2 * PADDING;
}

function placeFrames(picture: Drawing): Layout['frames'] {
  const names = new Map<string, Set<string>>();
  for (const frame of picture.steps.flatMap(step => step.frames))
    names.set(frame.name, new Set([...(names.get(frame.name) ?? []), ...frame.values.keys()]));
  const detailed = told(picture).filter(({ details }) => details.words.length > 0);
  const frames: Layout['frames'] = [];
  let top = 2;
  for (const [frame, slots] of names) {
    let next = top + FRAME_HEAD;
    const placed = [...slots].map(name => {
      const two = detailed.some(({ place }) => place.frame === frame && place.name === name);
      const slot = { name, top: next, height: two ? TWO_LINES : SLOT };
      next += slot.height + GAP;
      return slot;
    });
    frames.push({ name: frame, top, height: next - GAP + FRAME_FOOT - top, slots: placed });
    top = next - GAP + FRAME_FOOT + FRAME_GAP;
  }
  return frames;
}

/** Each beside its first owner, as far as there is room. */
function placeBoxes(picture: Drawing, frames: Layout['frames']): Layout['boxes'] {
  const { steps } = picture;
  const placed: Layout['boxes'] = [];
  let free = 2 + HEAP_HEAD;
  for (const [index, box] of (steps.at(-1)?.boxes ?? []).entries()) {
    const isOwner = (frame: string, name: string) =>
      steps.some(step => ownersOf(step, index).some(owner => owner.frame === frame && owner.name === name));
    const owner = frames.flatMap(({ name, slots }) => slots.filter(slot => isOwner(name, slot.name)))[0];
    const two = box.shared || steps.some(step => boxDetailsOf(picture, step, index).words.length > 0);
    const height = two ? TWO_LINES : SLOT;
    const top = Math.max(free, owner?.top ?? 0);
    const lost = steps.some(step => index < step.boxes.length && fateOf(picture, step, index) !== 'owned');
    const end = top + height + (lost && !two ? NOTE : 0);
    placed.push({ top, height, end });
    free = end + GAP;
  }
  return placed;
}
