import type { Measure } from './measures.ts';
import { ownersOf, type Picture, type Place, type Step, stateOf } from './picture.ts';

/** What a run told of a variable or of a value on the heap, as far as a picture shows it. */
export interface Details {
  /** In bytes. */
  size?: number | undefined;
  /** Where it is, where it points to, what it counts: each a few words such as `len 5`. */
  words: string[];
}

type Measured = Pick<Picture, 'steps' | 'measures'>;

const NOTHING: Details = { words: [] };
/** Fewer digits than a page has tell little. */
const LEAST_DIGITS = 3;

/** The first line in a box: what it holds, and how large that is. */
export function nameOf(text: string, { size }: Details): string {
  return size === undefined ? text : `${text} ${size} B`;
}

export function sizeOf({ size }: Details): string {
  return size === undefined ? '' : `${size} B`;
}

/** The second line in a box. */
export function wordsOf({ words }: Details, before: readonly string[] = []): string {
  return [...before, ...words].join(', ');
}

export function ownerCount(owners: number): string {
  return `${owners} owner${owners === 1 ? '' : 's'}`;
}

/** What a picture shows of a variable at a step: nothing where it has no value, or nobody may look at it. */
export function detailsOf(picture: Measured, step: Step, place: Place): Details {
  const measure = measureOf(picture, step, place);
  if (!measure) return NOTHING;
  const { size, at, pointer, length, capacity } = measure;
  const isTarget = (picture.measures ?? []).some(
    other => other.pointer !== undefined && other.pointer === at,
  );
  const words = [
    at !== undefined && isTarget && `at ${shorten(at, picture)}`,
    pointer !== undefined && `ptr ${shorten(pointer, picture)}`,
    length !== undefined && `len ${length}`,
    capacity !== undefined && `cap ${capacity}`,
  ];
  return { size, words: words.filter(word => word !== false) };
}

/** What a picture shows of a value on the heap: where it is, and how large. */
export function boxDetailsOf(picture: Measured, step: Step, box: number): Details {
  const [measure] = ownersOf(step, box).flatMap(owner => measureOf(picture, step, owner) ?? []);
  if (!measure) return NOTHING;
  const { block, pointer } = measure;
  return { size: block, words: pointer === undefined ? [] : [`at ${shorten(pointer, picture)}`] };
}

function measureOf(picture: Measured, step: Step, place: Place): Measure | undefined {
  const kind = stateOf(step, place)?.kind;
  const frame = step.frames.find(({ name }) => name === place.frame);
  if (!frame || frame.gone || (kind !== 'owned' && kind !== 'borrows')) return undefined;
  const first = picture.steps.findIndex(({ frames }) =>
    frames.some(({ name, line, at }) => name === frame.name && line === frame.line && at === frame.at),
  );
  return picture.measures?.find(
    measure => measure.step === first + 1 && measure.frame === frame.name && measure.name === place.name,
  );
}

/** The last digits of an address, as many as tell it from all others of the picture. */
function shorten(address: string, { measures = [] }: Measured): string {
  const all = [...new Set(measures.flatMap(({ at, pointer }) => [at ?? [], pointer ?? []].flat()))];
  let digits = LEAST_DIGITS;
  while (new Set(all.map(other => other.slice(-digits))).size < all.length) digits++;
  return digits < address.length ? `0x…${address.slice(-digits)}` : `0x${address}`;
}
