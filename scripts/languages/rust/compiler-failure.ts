import { type Ending, RUSTC_MEMORY } from '../../system/limits.ts';
import type { Program } from '../../verify/programs/program.ts';
import type { RunResult } from '../../system/run.ts';

/** Why rustc could not say whether a program is Rust. */
export interface CompilerFailure {
  /** Undefined when it is not the program's doing. */
  ended?: Ending;
  reason: string;
}

/** A tool was ended by somebody else: there is no verdict. */
export class ToolFailure extends Error {}

/** How long rustc may take for one program, in seconds: a macro without end keeps it busy for ever. */
const BUILD_TIMEOUT = 60;
/** What rustc, its constant evaluator and LLVM say when they are refused memory. */
const RE_NO_MEMORY =
  /memory allocation of \d+ bytes failed|tried to allocate more memory than available to compiler|out of memory/i;
/** By these, others end a process; by any other signal it ends itself. */
const FROM_OUTSIDE = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];
/** rustc's exit code when it panics: https://rustc-dev-guide.rust-lang.org/compiler-debugging.html */
const PANICKED = 101;

export function buildTimeout({ expectation }: Program): number {
  return expectation.build ?? BUILD_TIMEOUT;
}

/** Tells apart what rustc rejects and what is too much for it. */
export function failureOf(result: RunResult, timeout: number): CompilerFailure | undefined {
  const { cutOff, exitCode, signal, stderr } = result;
  if (exitCode === 0) return undefined;
  if (cutOff === 'interrupted') return { reason: 'rustc was interrupted' };
  if (cutOff) return { ended: 'time', reason: `rustc took longer than ${timeout} s for it and was ended` };
  if (RE_NO_MEMORY.test(stderr)) {
    const reason = `rustc took more than ${RUSTC_MEMORY / 1024 ** 3} GiB of memory for it`;
    return { ended: 'memory', reason };
  }
  if (signal && FROM_OUTSIDE.includes(signal)) return { reason: `rustc was ended by ${signal}` };
  if (signal || exitCode === PANICKED) {
    return { ended: 'crash', reason: `rustc itself crashed on it (${signal ?? `exit code ${exitCode}`})` };
  }
  return undefined;
}
