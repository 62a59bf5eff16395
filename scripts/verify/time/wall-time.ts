import type { z } from 'zod';
import type { MachineSchema, WallTimeSchema } from './stored-time.ts';

export type Machine = z.infer<typeof MachineSchema>;
export type WallTime = z.infer<typeof WallTimeSchema>;

/** The middle one of the runs, in seconds; of an even number, the mean of the two in the middle. */
export function median({ seconds }: Pick<WallTime, 'seconds'>): number {
  const sorted = seconds.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return middle.reduce((sum, each) => sum + each, 0) / middle.length;
}

/** Whether two times were measured where they can be compared. */
export function onSameMachine({ machine: a }: WallTime, { machine: b }: WallTime): boolean {
  return a.cpu === b.cpu && a.cores === b.cores && a.system === b.system;
}
