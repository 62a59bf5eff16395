import type { Snippet } from '../verify/programs/find-snippets.ts';
import type { Picture } from '../verify/memory/picture.ts';
import { blocksOf } from '../talk/blocks.ts';
import type { Slide } from '../talk/section.ts';

const RE_HEADLINE = /^# /;
/** Characters that a headline certainly has on its first line. */
const HEADLINE_LENGTH = 47;
/** Under a headline of one line, without the verdict's line; and what a line of other text takes of it. */
const ROOM = 454;
const HEADLINE_LINE = 52;
const TEXT_LINE = 48;

/** Pixels that a slide leaves to its only program, as far as text can be foretold; undefined where it has several. */
export function roomOn(
  slide: Slide,
  snippets: readonly Snippet[],
  pictures: readonly Picture[] = [],
): number | undefined {
  const blocks = new Map(
    snippets.map(({ steps, from, to }) => [steps?.from ?? from, steps?.to ?? to] as const),
  );
  if (blocks.size !== 1) return undefined;
  const taken = [
    ...blocks,
    ...[...pictures, ...blocksOf(slide, 'quiz')].map(({ from, to }) => [from, to] as const),
  ];
  const others = slide.lines.filter(
    ({ text, number }) => text.trim() && taken.every(([from, to]) => number < from || number > to),
  );
  const texts = others.filter(({ text }) => !RE_HEADLINE.test(text)).length;
  return ROOM - (slide.title.length > HEADLINE_LENGTH ? HEADLINE_LINE : 0) - texts * TEXT_LINE;
}
