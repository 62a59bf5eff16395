import type { Problem } from '../../problem.ts';
import { nearest } from '../../talk/nearest.ts';
import type { YamlSource } from '../../talk/yaml-source.ts';
import type { Snippet } from '../find-snippets.ts';
import type { Program } from '../program.ts';
import { tokenizeRust } from '../rust-tokens.ts';
import { changeState, type Draft, tooEarly } from './change-state.ts';
import type { WrittenStep } from './find-pictures.ts';
import { type Place, type Step, stateOf } from './picture.ts';
import { type Fault, readState } from './read-state.ts';
import { functionAt, unaskable } from './step-lines.ts';
import { LONGEST_NAME, tooLarge } from './too-large.ts';

type Found = Fault & Pick<Problem, 'line'>;

/** What is written of a variable, and on which line. */
interface Entry extends Place {
  state: unknown;
  at: number;
}

/** Each step whole: what its author wrote of it, and all that it leaves as it was. */
export function resolveSteps(
  written: readonly WrittenStep[],
  yaml: YamlSource,
  snippet: Snippet,
  program: Program,
): { steps: Step[]; problems: Found[] } {
  const problems: Found[] = [];
  const refuse = (fault: Fault | undefined, line: number) => {
    if (fault) problems.push({ ...fault, line });
  };
  const known = new Set(
    tokenizeRust(program.text).tokens.flatMap(({ kind, text }) => (kind === 'word' ? text : [])),
  );
  const main = functionAt(written[0]?.line ?? 1, snippet, program);
  const steps: Step[] = [];
  for (const [index, { line, stack = {}, threads = {} }] of written.entries()) {
    const at = yaml.lineOf([index, 'line']);
    refuse(unaskable(line, snippet, program), at);
    const step = draftAfter(steps.at(-1), line, at);
    enter(step, main, line, at);
    const entries = Object.entries(stack).map(([name, state]): Entry => ({
      frame: main,
      name,
      state,
      at: yaml.lineOfKey([index, 'stack'], name),
    }));
    for (const [name, thread] of Object.entries(threads)) {
      const place = yaml.lineOfKey([index, 'threads'], name);
      if (name === main || name.length > LONGEST_NAME) refuse(badThread(name, main), place);
      else if (thread === 'gone') refuse(leave(step, name), place);
      else {
        refuse(unaskable(thread.line, snippet, program), place);
        enter(step, name, thread.line, place);
        for (const [variable, state] of Object.entries(thread.stack ?? {})) {
          const inThread = yaml.lineOfKey([index, 'threads', name, 'stack'], variable);
          entries.push({ frame: name, name: variable, state, at: inThread });
        }
      }
    }
    for (const { state, at: place, ...variable } of entries) {
      const read = readState(variable.name, state);
      if ('message' in read) refuse(read, place);
      else if (!known.has(variable.name)) refuse(unknownVariable(variable.name, known), place);
      else refuse(changeState(step, variable, read), place);
    }
    for (const fault of leftBehind(step, program)) refuse(fault, at);
    steps.push(step);
  }
  for (const fault of tooLarge(steps)) refuse(fault, yaml.lineOf([]));
  return { steps: withShared(steps), problems };
}

function draftAfter(before: Step | undefined, line: number, at: number): Draft {
  const frames = (before?.frames ?? []).map(frame => ({ ...frame, values: new Map(frame.values) }));
  return { line, at, frames, boxes: [...(before?.boxes ?? [])] };
}

/** A function or a thread is at a line now. */
function enter(step: Draft, name: string, line: number, at: number): void {
  const index = step.frames.findIndex(frame => frame.name === name);
  const values = step.frames[index]?.values ?? new Map();
  step.frames[index < 0 ? step.frames.length : index] = { name, line, at, gone: false, values };
}

function leave(step: Draft, name: string): Fault | undefined {
  const frame = step.frames.find(other => other.name === name);
  if (!frame)
    return tooEarly(name, 'gone', 'say at an earlier step what it runs: `{ line: 5, stack: { … } }`');
  frame.gone = true;
  return undefined;
}

/** A box that is shared at some step has its count from its first step on. */
function withShared(steps: readonly Step[]): Step[] {
  const shared = new Set(
    steps.flatMap(({ boxes }) => boxes.flatMap((box, index) => (box.shared ? index : []))),
  );
  return steps.map(step => ({
    ...step,
    boxes: step.boxes.map((box, index) => ({ ...box, shared: shared.has(index) })),
  }));
}

/** In a program that is accepted, a borrow ends before what it borrows goes. */
function leftBehind(step: Step, { expectation }: Program): Fault[] {
  if (expectation.outcome === 'compile_fail') return [];
  return step.frames.flatMap(frame =>
    [...frame.values].flatMap(([name, state]) => {
      const of = state.kind === 'borrows' && !frame.gone ? stateOf(step, state.of) : undefined;
      if (state.kind !== 'borrows' || (of?.kind !== 'gone' && of?.kind !== 'moved')) return [];
      return [
        {
          kind: 'contradictory-picture',
          message: `\`${name}\` still borrows \`${state.of.name}\`, which is ${of.kind}`,
          help: `rustc would not have it: write \`${name}: ended\` with this step or an earlier one`,
        },
      ];
    }),
  );
}

function badThread(name: string, main: string): Fault {
  const help = `give the thread a name of its own, of at most ${LONGEST_NAME} characters, such as \`thread 1\``;
  const message = name === main ? `\`${name}\` is the function itself` : `\`${name}\` is too long a name`;
  return { kind: 'invalid-state', message, help };
}

function unknownVariable(name: string, known: ReadonlySet<string>): Fault {
  const guess = nearest(name, known);
  const message = `the program has no variable \`${name}\`${guess ? `: did you mean \`${guess}\`?` : ''}`;
  return { kind: 'unknown-variable', message, help: 'name a variable as the program does' };
}
