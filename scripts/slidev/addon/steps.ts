import type { ComputedRef, InjectionKey } from 'vue';
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
}

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
