import type { Picture } from './picture.ts';

/** Where everything stands in a picture, in pixels of the slide; nothing moves from one step to the next. */
export interface Layout {
  width: number;
  height: number;
  stackLeft: number;
  stackWidth: number;
  heapLeft: number;
  heapWidth: number;
  frames: { name: string; top: number; height: number; slots: { name: string; top: number }[] }[];
  boxes: { top: number; height: number }[];
}

export const SLOT = 44;
/** A box with a line below its text that counts its owners. */
const SHARED_BOX = 76;
const GAP = 10;
const FRAME_HEAD = 38;
const FRAME_FOOT = 12;
const FRAME_GAP = 14;
export const FRAME_SIDE = 12;
/** Left of the stack, where borrows run. */
const BORROWS = 84;
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

export function layOut({ steps }: Pick<Picture, 'steps'>): Layout {
  const states = steps.flatMap(step => step.frames.flatMap(frame => [...frame.values]));
  const words = states.map(([name, state]) => {
    const text = state.kind === 'owned' && state.box === undefined ? state.text.length : LONGEST_WORD;
    return name.length + text;
  });
  const slotWidth = Math.max(LEAST_SLOT, ...words.map(length => (length + 2) * CHARACTER + 2 * PADDING));
  const borrows = states.some(([, state]) => state.kind === 'borrows');
  const boxes = steps.flatMap(step => step.boxes);
  const heapWidth =
    boxes.length === 0
      ? 0
      : Math.max(LEAST_BOX, ...boxes.map(({ text }) => text.length * CHARACTER + 2 * PADDING));
  const stackLeft = borrows ? BORROWS : 0;
  const stackWidth = slotWidth + 2 * FRAME_SIDE;
  const heapLeft = stackLeft + stackWidth + BETWEEN;

  const frames: Layout['frames'] = [];
  let top = 2;
  const names = new Map<string, Set<string>>();
  for (const frame of steps.flatMap(step => step.frames)) {
    const known = names.get(frame.name) ?? new Set<string>();
    for (const name of frame.values.keys()) known.add(name);
    names.set(frame.name, known);
  }
  for (const [name, slots] of names) {
    const height = FRAME_HEAD + slots.size * (SLOT + GAP) - GAP + FRAME_FOOT;
    const first = top + FRAME_HEAD;
    const placed = [...slots].map((slot, index) => ({ name: slot, top: first + index * (SLOT + GAP) }));
    frames.push({ name, top, height, slots: placed });
    top += height + FRAME_GAP;
  }

  const placed: Layout['boxes'] = [];
  let free = 2 + HEAP_HEAD;
  for (const [index, box] of (steps.at(-1)?.boxes ?? []).entries()) {
    const owner = frames.flatMap(frame =>
      frame.slots.filter(slot =>
        steps.some(step =>
          step.frames.some(other => {
            const state = other.name === frame.name ? other.values.get(slot.name) : undefined;
            return state?.kind === 'owned' && state.box === index;
          }),
        ),
      ),
    )[0];
    const height = box.shared ? SHARED_BOX : SLOT;
    placed.push({ top: Math.max(free, owner?.top ?? 0), height });
    free = (placed.at(-1)?.top ?? 0) + height + GAP;
  }
  const bottoms = [...frames, ...placed].map(part => part.top + part.height);
  return {
    width: heapWidth > 0 ? heapLeft + heapWidth + 2 : stackLeft + stackWidth + 2,
    height: Math.max(...bottoms) + 2,
    ...{ stackLeft, stackWidth, heapLeft, heapWidth, frames, boxes: placed },
  };
}
