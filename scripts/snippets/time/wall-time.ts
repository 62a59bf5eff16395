import { z } from 'zod';

/** What a wall time belongs to, besides the day. */
const MachineSchema = z.strictObject({
  /** What the processor calls itself; empty where it does not. */
  cpu: z.string(),
  /** How many threads run at the same time. */
  cores: z.number().int().positive(),
  /** The system and its architecture, such as `Linux x64`. */
  system: z.string(),
});
export type Machine = z.infer<typeof MachineSchema>;

/** How long a program takes from its start to its end, its process included: what was measured, and how. */
export const WallTimeSchema = z.strictObject({
  /** Of each run, in their order. */
  seconds: z.array(z.number().positive()).min(1),
  /** What compiled or ran it, such as `rustc 1.95.0`. */
  by: z.string(),
  /** How that was told to optimise: of the program, and of the crates that it calls. */
  flags: z.array(z.string()),
  machine: MachineSchema,
  /** The day in UTC, such as `2026-11-22`. */
  date: z.iso.date(),
});
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
