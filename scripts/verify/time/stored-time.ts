// Apart from the types: what prints a time need not load the library that checks stored ones.
import { z } from 'zod';

/** What a wall time belongs to, besides the day. */
export const MachineSchema = z.strictObject({
  /** What the processor calls itself; empty where it does not. */
  cpu: z.string(),
  /** How many threads run at the same time. */
  cores: z.number().int().positive(),
  /** The system and its architecture, such as `Linux x64`. */
  system: z.string(),
});

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
