import type { Problem } from '../../diagnostics/problem.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { YamlSource } from '../../talk/yaml-source.ts';
import type { Snippet } from '../programs/find-snippets.ts';
import type { Program } from '../programs/program.ts';
import { tokenizeRust } from '../../languages/rust/rust-tokens.ts';
import { changeState, type Draft, tooEarly } from './change-state.ts';
import type { WrittenStep } from './find-pictures.ts';
import { callsAt, type Frame, isWaiting, type Place, type Step, stateOf } from './picture.ts';
import { type Fault, readState } from './read-state.ts';
import { elsewhere, functionAt, unaskable, uncalled } from './step-lines.ts';
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
  for (const [index, { line, stack = {}, calls = {}, threads = {} }] of written.entries()) {
    const at = yaml.lineOf([index, 'line']);
    refuse(unaskable(line, snippet, program) ?? elsewhere(main, line, snippet, program), at);
    const step = draftAfter(steps.at(-1), line, at);
    enter(step, { name: main, line, at });
    const entries = Object.entries(stack).map(([name, state]): Entry => ({
      frame: main,
      name,
      state,
      at: yaml.lineOfKey([index, 'stack'], name),
    }));
    const others = [
      ...Object.entries(calls).map(([name, frame]) => ({ kind: 'calls', name, frame })),
      ...Object.entries(threads).map(([name, frame]) => ({ kind: 'threads', name, frame })),
    ];
    for (const { kind, name, frame } of others) {
      const place = yaml.lineOfKey([index, kind], name);
      const known = step.frames.find(other => other.name === name);
      const mixed = known && !!known.called !== (kind === 'calls');
      if (name === main || mixed || name.length > LONGEST_NAME) refuse(badFrame(name, main, known), place);
      else if (frame === 'gone') refuse(leave(step, name), place);
      else {
        const called = kind === 'calls' ? ({ called: true } as const) : {};
        refuse(
          unaskable(frame.line, snippet, program) ??
            (kind === 'calls' ? elsewhere(name, frame.line, snippet, program) : undefined),
          place,
        );
        enter(step, { name, line: frame.line, at: place, ...called });
        for (const [variable, state] of Object.entries(frame.stack ?? {})) {
          const within = yaml.lineOfKey([index, kind, name, 'stack'], variable);
          entries.push({ frame: name, name: variable, state, at: within });
        }
      }
    }
    const chain = callsAt(step);
    for (const [depth, { name, at: place }] of chain.slice(1).entries())
      refuse(uncalled(name, chain[depth] as Frame, snippet, program), place);
    keepWaiting(step, steps.at(-1));
    for (const { state, at: place, ...variable } of entries) {
      const read = readState(variable.name, state);
      if ('message' in read) refuse(read, place);
      else if (!known.has(variable.name)) refuse(unknownVariable(variable.name, known), place);
      else if (read.kind !== 'moved' && isWaiting(step, { name: variable.frame }))
        refuse(waits(variable, step), place);
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
function enter(step: Draft, frame: Omit<Draft['frames'][number], 'gone' | 'values'>): void {
  const index = step.frames.findIndex(({ name }) => name === frame.name);
  const known = step.frames[index];
  const values = known && !known.gone ? known.values : new Map();
  step.frames[index < 0 ? step.frames.length : index] = { ...frame, gone: false, values };
}

/** A function that still waits at its line has not come there once more. */
function keepWaiting(step: Draft, before: Step | undefined): void {
  for (const frame of step.frames) {
    const earlier = before?.frames.find(({ name, line }) => name === frame.name && line === frame.line);
    if (before && earlier && isWaiting(before, earlier) && isWaiting(step, frame)) frame.at = earlier.at;
  }
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

function badFrame(name: string, main: string, known: Frame | undefined): Fault {
  const long = name.length > LONGEST_NAME;
  const taken =
    name === main ? 'the function itself' : known?.called ? 'a function that is called' : 'a thread';
  const message = `\`${name}\` is ${long ? 'too long a name' : taken}`;
  const help = `give the thread a name of its own, of at most ${LONGEST_NAME} characters, such as \`thread 1\``;
  return { kind: 'invalid-state', message, help };
}

/** What a function has changes before a call and with its end; a call takes what is given to it. */
function waits({ frame, name }: Place, step: Step): Fault {
  const chain = callsAt(step).map(other => other.name);
  const callee = chain[chain.indexOf(frame) + 1];
  const message = `\`${name}\` of \`${frame}\` cannot change while \`${callee}\` runs`;
  const help = `draw \`${name}\` at a step before the call, or once it has returned: \`calls: { ${callee}: gone }\``;
  return { kind: 'contradictory-picture', message, help };
}

function unknownVariable(name: string, known: ReadonlySet<string>): Fault {
  const guess = nearest(name, known);
  const message = `the program has no variable \`${name}\`${guess ? `: did you mean \`${guess}\`?` : ''}`;
  return { kind: 'unknown-variable', message, help: 'name a variable as the program does' };
}
