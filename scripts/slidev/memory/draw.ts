import {
  boxDetailsOf,
  type Details,
  detailsOf,
  ownerCount,
  sizeOf,
  wordsOf,
} from '../../verify/memory/details.ts';
import { fateOf } from '../../verify/memory/fate.ts';
import {
  borrowersOf,
  ownersOf,
  type Picture,
  type Place,
  type State,
  type Step,
} from '../../verify/memory/picture.ts';
import { escapeAttribute } from '../escape.ts';
import {
  borrowWord,
  CHARACTER,
  FRAME_SIDE,
  LANE_WORD,
  LANES,
  layOut,
  type Layout,
  PADDING,
  SLOT,
  type Slot,
} from '../../verify/memory/layout.ts';
import { tellState } from './tell.ts';

/** What stands behind a name in a slot that holds no value of its own. */
const WORDS: Partial<Record<State['kind'], string>> = {
  moved: 'moved',
  gone: 'gone',
  ended: 'unused',
  empty: 'empty',
};
/** Where the text of a line stands: below its middle, and in the second line of a box. */
const TEXT = 7;
const SECOND = 60;

/** A picture with all of its steps: an element says in `data-on` at which of them it is seen. */
export function drawAll(picture: Picture): string {
  const layout = layOut(picture);
  const on = new Map<string, number[]>();
  for (const [index, step] of picture.steps.entries()) {
    for (const part of partsOf(picture, step, layout)) on.set(part, [...(on.get(part) ?? []), index]);
  }
  const parts = [...on].map(([part, steps]) => `<g class="ox-part" data-on="${steps.join(' ')}">${part}</g>`);
  return svg(layout, parts, 'aria-hidden="true"');
}

/** A picture at one of its steps. */
export function drawStep(picture: Picture, step: Step): string {
  const layout = layOut(picture);
  const label = `role="img" aria-label="${escapeAttribute(tellState(picture, step))}"`;
  return svg(layout, partsOf(picture, step, layout), label);
}

function svg({ width, height }: Layout, parts: readonly string[], attributes: string): string {
  return `<svg class="ox-memory-svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${attributes}>${parts.join('')}</svg>`;
}

function partsOf(picture: Picture, step: Step, layout: Layout): string[] {
  const heap =
    layout.heapWidth > 0 ? [`<text class="ox-head" x="${layout.heapLeft}" y="26">heap</text>`] : [];
  const frames = layout.frames.flatMap(({ name, top, height, slots }) => {
    const frame = step.frames.find(other => other.name === name);
    if (!frame) return [];
    const head = step.frames[0] === frame ? `stack of ${name}` : name;
    const box = rect('ox-frame', layout.stackLeft + 1, top, layout.stackWidth - 2, height);
    const title = `<text class="ox-head" x="${layout.stackLeft + FRAME_SIDE}" y="${top + 27}">${escapeAttribute(head)}${frame.gone ? ` (${frame.called ? 'returned' : 'ended'})` : ''}</text>`;
    const drawn = slots.flatMap(slot => {
      const state = frame.values.get(slot.name);
      const details = detailsOf(picture, step, { frame: name, name: slot.name });
      return state ? slotParts(slot, frame.gone ? { kind: 'gone' } : state, details, layout) : [];
    });
    return [box, title, ...drawn];
  });
  const boxes = step.boxes.flatMap((_, index) => boxParts(picture, step, index, layout));
  return [...heap, ...frames, ...boxes, ...ownerArrows(step, layout), ...borrowArrows(step, layout)];
}

function slotParts(slot: Slot, state: State, details: Details, { stackLeft, stackWidth }: Layout): string[] {
  const left = stackLeft + FRAME_SIDE;
  const width = stackWidth - 2 * FRAME_SIDE;
  const middle = slot.top + SLOT / 2;
  const kind = state.kind === 'borrows' ? 'ox-borrower' : state.kind === 'owned' ? 'ox-owner' : 'ox-without';
  const lost = state.kind === 'moved' || state.kind === 'gone' ? ' ox-lost' : '';
  const name = `<text class="ox-variable${lost}" x="${left + PADDING}" y="${middle + TEXT}">${escapeAttribute(slot.name)}</text>`;
  const word = WORDS[state.kind];
  const right = left + width - PADDING;
  const said =
    state.kind === 'owned' && state.box === undefined
      ? `<text class="ox-value" x="${right}" y="${middle + TEXT}">${escapeAttribute(state.text)}</text>`
      : word
        ? `<text class="ox-word" x="${right}" y="${middle + TEXT}">${word}</text>`
        : state.kind === 'owned'
          ? `<circle class="ox-dot" cx="${right}" cy="${middle}" r="6" />`
          : `<circle class="ox-dot ox-borrow-dot" cx="${left + 1}" cy="${middle}" r="5" />`;
  const below = wordsOf(details);
  return [
    rect(`ox-slot ${kind}`, left, slot.top, width, slot.height),
    name,
    sizeText(slot.name, details, left, middle),
    said,
    ...(below
      ? [`<text class="ox-measured" x="${left + PADDING}" y="${slot.top + SECOND}">${below}</text>`]
      : []),
  ];
}

function boxParts(picture: Picture, step: Step, index: number, layout: Layout): string[] {
  const place = layout.boxes[index];
  const box = step.boxes[index];
  if (!place || !box) return [];
  const fate = fateOf(picture, step, index);
  const { heapLeft: left, heapWidth: width } = layout;
  const lost = fate === 'owned' ? '' : ' ox-lost';
  const middle = place.top + SLOT / 2;
  const text = `<text class="ox-variable${lost}" x="${left + PADDING}" y="${middle + TEXT}">${escapeAttribute(box.text)}</text>`;
  const details = boxDetailsOf(picture, step, index);
  const count = box.shared ? [ownerCount(ownersOf(step, index).length)] : [];
  const end = fate === 'freed' ? 'freed' : 'given away';
  const words = fate === 'owned' ? wordsOf(details, count) : end;
  const inside = place.height > SLOT;
  const x = inside ? left + PADDING : left;
  const y = place.top + (inside ? SECOND : place.height + 24);
  return [
    rect(`ox-box${lost}`, left, place.top, width, place.height),
    text,
    sizeText(box.text, details, left, middle),
    ...(words
      ? [
          `<text class="${details.words.length > 0 ? 'ox-measured' : 'ox-note'}" x="${x}" y="${y}">${words}</text>`,
        ]
      : []),
  ];
}

/** Right behind a name, in the same font. */
function sizeText(name: string, details: Details, left: number, middle: number): string {
  const size = sizeOf(details);
  const x = left + PADDING + (name.length + 1) * CHARACTER;
  return size && `<text class="ox-measured" x="${x}" y="${middle + TEXT}">${size}</text>`;
}

function ownerArrows(step: Step, layout: Layout): string[] {
  return step.boxes.flatMap((_, index) => {
    const place = layout.boxes[index];
    const owners = ownersOf(step, index);
    return owners.flatMap((owner, at) => {
      const from = middleOf(owner, layout);
      if (!place || from === undefined) return [];
      const x = layout.stackLeft + layout.stackWidth - FRAME_SIDE - PADDING;
      const to = place.top + (place.height * (at + 1)) / (owners.length + 1);
      const end = layout.heapLeft - 3;
      const bend = end - 44;
      const path = `M${x} ${from}H${bend - 30}C${bend} ${from} ${bend} ${to} ${end - 10} ${to}H${end}`;
      return [
        `<path class="ox-arrow" d="${path}" /><path class="ox-arrow" d="M${end - 11} ${to - 7}L${end} ${to}L${end - 11} ${to + 7}" />`,
      ];
    });
  });
}

function borrowArrows(step: Step, layout: Layout): string[] {
  const lenders = step.frames.flatMap(frame =>
    [...frame.values.keys()].map(name => ({ frame: frame.name, name })),
  );
  let lane = 0;
  return lenders.flatMap(lender =>
    borrowersOf(step, lender).flatMap(borrower => {
      const from = middleOf(borrower, layout);
      const to = middleOf(lender, layout);
      if (from === undefined || to === undefined) return [];
      const x = layout.stackLeft + FRAME_SIDE;
      const out = layout.stackLeft - (LANES[lane++ % 2] ?? 0);
      const turn = Math.min(16, Math.abs(to - from) / 2) * Math.sign(to - from);
      const path = `M${x - 5} ${from}H${out + 14}Q${out} ${from} ${out} ${from + turn}V${to - turn}Q${out} ${to} ${out + 14} ${to}H${x - 2}`;
      const head = `M${x - 13} ${to - 7}L${x - 2} ${to}L${x - 13} ${to + 7}`;
      const words = `<text class="ox-borrow-word" x="${out - LANE_WORD}" y="${(from + to) / 2 + TEXT}">${escapeAttribute(borrowWord(borrower))}</text>`;
      return [`<path class="ox-borrow" d="${path}" /><path class="ox-borrow-head" d="${head}" />${words}`];
    }),
  );
}

function middleOf({ frame, name }: Place, { frames }: Layout): number | undefined {
  const slot = frames.find(other => other.name === frame)?.slots.find(other => other.name === name);
  return slot && slot.top + SLOT / 2;
}

function rect(kind: string, x: number, y: number, width: number, height: number): string {
  return `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" />`;
}
