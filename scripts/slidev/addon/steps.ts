import type { ComputedRef, InjectionKey } from 'vue';
import type { DrawnLine, Remark } from './drawing.ts';
import type { Outcome } from './outcomes.ts';

/** What came of a step of a sequence of programs. */
export interface StepVerdict {
  /** How many clicks the step takes: one, or one for each of its highlights. */
  clicks: number;
  outcome?: Outcome | undefined;
  codes?: string | undefined;
  message?: string | undefined;
  exit?: number | undefined;
  output?: string | undefined;
  more?: number | undefined;
  /** How long it takes, in a line. */
  time?: string | undefined;
  recorded?: string | undefined;
  /** What is marked in its code. */
  marked?: MarkedLine[] | undefined;
  /** What rustc says of the places that are marked, and of those that are not shown. */
  remarks?: Remark[] | undefined;
  /** All that rustc printed of its findings. */
  words?: string | undefined;
  /** The name of the whole program, where the slide shows a part of it. */
  whole?: string | undefined;
}

/** A line without its labels: for those there is no room between the lines of code that moves. */
export type MarkedLine = Pick<DrawnLine, 'line' | 'marks' | 'through'>;

/** The index of the step that is shown, for what stands within its frame. */
export const STEP: InjectionKey<ComputedRef<number>> = Symbol('ox-step');

/** The index of the step that is shown after this many clicks on the sequence. */
export function stepAt(steps: readonly StepVerdict[], clicks: number): number {
  let left = clicks;
  for (const [index, step] of steps.entries()) {
    if (left < step.clicks) return index;
    left -= step.clicks;
  }
  return steps.length - 1;
}
