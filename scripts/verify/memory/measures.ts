import { z } from 'zod';

/** What a run told of a variable: all in bytes, or in elements where it counts those. */
export const MeasureSchema = z.strictObject({
  /** The first step, from 1, at which its frame is where it is. */
  step: z.number(),
  frame: z.string(),
  name: z.string(),
  /** Of the variable itself: what `size_of_val` says. */
  size: z.number().optional(),
  /** What a string, a vector or a slice counts. */
  length: z.number().optional(),
  capacity: z.number().optional(),
  /** Of what it points to on the heap: what an `Arc` or an `Rc` adds for its counts is left out. */
  block: z.number().optional(),
  /** Where the variable is, and where it points to, in hexadecimal digits. */
  at: z.string().optional(),
  pointer: z.string().optional(),
});
export type Measure = z.infer<typeof MeasureSchema>;

/** What a picture can be asked to show besides its author's words. */
export const MEASURES = ['sizes', 'addresses'] as const;
export type MeasureKind = (typeof MEASURES)[number];

/**
 * What to keep on record of two runs. The system gives a program other addresses each time: those of the earlier run
 * stay, as long as all that is the same each time is the same.
 */
export function keepAddresses(earlier: readonly Measure[] | undefined, now: readonly Measure[]): Measure[] {
  const same =
    earlier && JSON.stringify(earlier.map(withoutAddresses)) === JSON.stringify(now.map(withoutAddresses));
  return [...(same ? earlier : now)];
}

function withoutAddresses({ at, pointer, ...rest }: Measure): unknown {
  return { ...rest, at: at !== undefined, pointer: pointer !== undefined };
}
