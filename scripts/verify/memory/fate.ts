import { ownersOf, type Picture, type Step } from './picture.ts';

/** What became of a value on the heap. */
export type Fate = 'owned' | 'freed' | 'given';

/** Freed with its last owner, or given to somebody who is not drawn. */
export function fateOf(picture: Pick<Picture, 'steps'>, step: Step, box: number): Fate {
  if (ownersOf(step, box).length > 0) return 'owned';
  const before = picture.steps[picture.steps.indexOf(step) - 1];
  if (!before) return 'given';
  const last = ownersOf(before, box);
  if (last.length === 0) return fateOf(picture, before, box);
  const isGone = last.some(({ frame, name }) => {
    const now = step.frames.find(other => other.name === frame);
    return now?.gone || now?.values.get(name)?.kind === 'gone';
  });
  return isGone ? 'freed' : 'given';
}
