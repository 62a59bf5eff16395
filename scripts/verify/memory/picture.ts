import type { Snippet } from '../programs/find-snippets.ts';
import type { Program } from '../programs/program.ts';
import type { Measure, MeasureKind } from './measures.ts';

/** What a variable is at a step. The compiler tells each from the others: see `probes.ts`. */
export type State =
  /** It holds a value: on the heap, where `box` names one, else in its own slot. */
  | { kind: 'owned'; text: string; box?: number }
  /** It is a reference, or holds one, to another variable. */
  | { kind: 'borrows'; of: Place; mut: boolean }
  /** Its value went to another owner, which is drawn or not. */
  | { kind: 'moved'; to?: Place }
  /** Its scope is over, or it was dropped: its value is freed. */
  | { kind: 'gone' }
  /** It borrowed, and is never used again. */
  | { kind: 'ended'; of: Place }
  /** It is declared, and has no value yet. */
  | { kind: 'empty' };

/** A variable in a frame: threads may have variables of the same name. */
export interface Place {
  frame: string;
  name: string;
}

/** The variables of a function or a thread, as they are behind a line. */
export interface Frame {
  name: string;
  /** The line of the shown program behind which its variables are as drawn, from 1. */
  line: number;
  /** Where its author says so in the section's file. */
  at: number;
  gone: boolean;
  /** Whether it is of a function that the frame before it calls, and not of a thread. */
  called?: true;
  values: ReadonlyMap<string, State>;
}

/** A value on the heap. */
export interface Box {
  text: string;
  /** Whether an `Arc` or `Rc` lets it have several owners at some step. */
  shared: boolean;
}

/** All of the memory that is drawn, behind a line of the program. */
export interface Step {
  line: number;
  /** The line of the section's file. */
  at: number;
  /** The first is the function's own; each further one is of a thread or of a function that is called. */
  frames: readonly Frame[];
  /** By the numbers that owners name them by. */
  boxes: readonly Box[];
}

/** The memory of a program, step by step. */
export interface Picture {
  snippet: Snippet;
  program: Program;
  steps: readonly Step[];
  /** What a run is to tell of its variables. */
  measured: readonly MeasureKind[];
  /** What a run told, where it was asked; undefined as long as nobody has looked it up. */
  measures?: readonly Measure[] | undefined;
  slide: string;
  file: string;
  /** The line of the fence. */
  line: number;
  /** The lines that it stands on, in the section's file. */
  from: number;
  to: number;
}

export function stateOf(step: Step, { frame, name }: Place): State | undefined {
  return step.frames.find(other => other.name === frame)?.values.get(name);
}

/** Who borrows a variable at a step. */
export function borrowersOf(step: Step, { frame, name }: Place): (Place & { mut: boolean })[] {
  return step.frames.flatMap(other =>
    [...other.values].flatMap(([borrower, state]) =>
      state.kind === 'borrows' && state.of.frame === frame && state.of.name === name && !other.gone
        ? [{ frame: other.name, name: borrower, mut: state.mut }]
        : [],
    ),
  );
}

/** Who owns a value on the heap at a step. */
export function ownersOf(step: Step, box: number): Place[] {
  return step.frames.flatMap(frame =>
    [...frame.values].flatMap(([name, state]) =>
      state.kind === 'owned' && state.box === box && !frame.gone ? [{ frame: frame.name, name }] : [],
    ),
  );
}

/** The functions that have not returned yet, from the first to the one that runs. */
export function callsAt({ frames }: Pick<Step, 'frames'>): Frame[] {
  return frames.filter(({ called, gone }, index) => index === 0 || (called && !gone));
}

/** Whether a function waits for one that it calls: its line is that of the call. */
export function isWaiting(step: Pick<Step, 'frames'>, frame: Pick<Frame, 'name'>): boolean {
  return callsAt(step)
    .slice(0, -1)
    .some(({ name }) => name === frame.name);
}
