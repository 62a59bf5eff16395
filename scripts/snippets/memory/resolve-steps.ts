import type { Problem } from '../../problem.ts';
import { nearest, listNames } from '../../talk/nearest.ts';
import type { YamlSource } from '../../talk/yaml-source.ts';
import type { Snippet } from '../find-snippets.ts';
import type { Program } from '../program.ts';
import { tokenizeRust } from '../rust-tokens.ts';
import type { WrittenStep } from './find-pictures.ts';
import { insertBehind, linesWithEnds } from './insert.ts';
import { type Box, type Frame, type Place, type State, type Step, stateOf } from './picture.ts';
import { type Fault, readState, type Written } from './read-state.ts';

/** More do not fit beside a program, nor into anybody's head. */
const MOST_VALUES = 8;
const MOST_STEPS = 9;
const LONGEST_NAME = 12;
const RE_FUNCTION = /\bfn\s+(\w+)/g;

type Found = Fault & Pick<Problem, 'line'>;

/** Each step whole: what its author wrote of it, and all that it leaves as it was. */
export function resolveSteps(
  written: readonly WrittenStep[],
  yaml: YamlSource,
  snippet: Snippet,
  program: Program,
): { steps: Step[]; problems: Found[] } {
  const problems: Found[] = [];
  const reader = new Reader(snippet, program, problems);
  const steps: Step[] = [];
  const main = functionAt(program.text, snippet.places?.[(written[0]?.line ?? 1) - 1]?.line ?? 1);
  for (const [index, { line, stack = {}, threads = {} }] of written.entries()) {
    const at = yaml.lineOf([index, 'line']);
    reader.checkLine(line, at);
    const lineOf = (...path: string[]) => yaml.lineOfKey([index, ...path.slice(0, -1)], path.at(-1) ?? '');
    const frames = new Map(
      (steps.at(-1)?.frames ?? []).map(frame => [frame.name, { ...frame, values: new Map(frame.values) }]),
    );
    frames.set(main, { name: main, gone: false, values: new Map(), ...frames.get(main), line, at });
    const entries = Object.entries(stack).map(([name, state]) => ({
      ...{ frame: main, name, state, at: lineOf('stack', name) },
    }));
    for (const [name, thread] of Object.entries(threads)) {
      const place = lineOf('threads', name);
      const known = frames.get(name);
      if (name === main || name.length > LONGEST_NAME) {
        problems.push({ line: place, ...badThread(name, main) });
      } else if (thread === 'gone') {
        if (known) frames.set(name, { ...known, gone: true });
        else
          problems.push({
            line: place,
            ...tooEarly(name, 'gone', 'say at an earlier step what it runs: `{ line: 5, stack: { … } }`'),
          });
      } else {
        reader.checkLine(thread.line, place);
        const values = known?.values ?? new Map<string, State>();
        frames.set(name, { name, line: thread.line, at: place, gone: false, values });
        for (const [variable, state] of Object.entries(thread.stack ?? {})) {
          const inThread = yaml.lineOfKey([index, 'threads', name, 'stack'], variable);
          entries.push({ frame: name, name: variable, state, at: inThread });
        }
      }
    }
    const step = { line, at, frames: [...frames.values()], boxes: [...(steps.at(-1)?.boxes ?? [])] };
    for (const { state, ...place } of entries) {
      const read = reader.read(place.name, state, place.at);
      if (read) reader.apply(step, frames, place, read);
    }
    problems.push(...leftBehind(step, program).map(fault => ({ line: at, ...fault })));
    steps.push(step);
  }
  problems.push(...tooMuch(steps, yaml));
  return { steps: withShared(steps), problems };
}

type Values = Map<string, Frame & { values: Map<string, State> }>;

class Reader {
  readonly #names: Set<string>;
  readonly #snippet: Snippet;
  readonly #program: Program;
  readonly #problems: Found[];

  constructor(snippet: Snippet, program: Program, problems: Found[]) {
    const { tokens } = tokenizeRust(program.text);
    this.#names = new Set(tokens.flatMap(({ kind, text }) => (kind === 'word' ? text : [])));
    this.#snippet = snippet;
    this.#program = program;
    this.#problems = problems;
  }

  checkLine(line: number, at: number): void {
    const places = this.#snippet.places ?? [];
    const place = places[line - 1];
    if (!place) {
      const message = `the program has no line ${line}: it shows ${places.length}`;
      const help = 'name a line of what the slide shows: its first is line 1, hidden lines do not count';
      this.#problems.push({ kind: 'unknown-line', message, help, line: at });
    } else if (insertBehind(this.#program.text, place.line, '') === undefined) {
      const ends = new Set(linesWithEnds(this.#program.text));
      const shown = places.flatMap((other, index) => (ends.has(other.line) ? String(index + 1) : []));
      const message = `no statement ends on line ${line}, so nothing can be asked behind it`;
      const help = shown.length > 0 ? `statements end on ${shown.join(', ')}` : 'end a statement on it';
      this.#problems.push({ kind: 'no-statement-end', message, help, line: at });
    }
  }

  read(name: string, state: unknown, at: number): Written | undefined {
    const read = readState(name, state);
    if ('message' in read) this.#problems.push({ ...read, line: at });
    else if (!this.#names.has(name)) {
      const guess = nearest(name, this.#names);
      const message = `the program has no variable \`${name}\`${guess ? `: did you mean \`${guess}\`?` : ''}`;
      const help = 'name a variable as the program does';
      this.#problems.push({ kind: 'unknown-variable', message, help, line: at });
    } else return read;
    return undefined;
  }

  /** Holds what was written against the steps before, and changes the step. */
  apply(
    step: { boxes: Box[] } & Step,
    frames: Values,
    place: Place & { at: number },
    written: Written,
  ): void {
    const values = frames.get(place.frame)?.values;
    const before = values?.get(place.name);
    const refuse = (fault: Fault) => void this.#problems.push({ ...fault, line: place.at });
    const set = (state: State) => void values?.set(place.name, state);
    switch (written.kind) {
      case 'value':
        return set({ kind: 'owned', text: written.text });
      case 'owns': {
        const box = before?.kind === 'owned' ? before.box : undefined;
        if (box === undefined) step.boxes.push({ text: written.text, shared: false });
        else step.boxes[box] = { text: written.text, shared: false };
        return set({ kind: 'owned', text: written.text, box: box ?? step.boxes.length - 1 });
      }
      case 'moved':
      case 'gone':
      case 'ended':
        if (!before) return refuse(tooEarly(place.name, written.kind));
        if (written.kind !== 'ended') return set({ kind: written.kind });
        if (before.kind === 'borrows' || before.kind === 'ended')
          return set({ kind: 'ended', of: before.of });
        return refuse(neverBorrowed(place.name));
      case 'empty':
        return set({ kind: 'empty' });
    }
    const of = lookUp(step, place, written.of);
    const other = of && stateOf(step, of);
    if (!of || !other) return refuse(undrawn(written.of, place.name, step));
    if (written.kind === 'borrows') return set({ kind: 'borrows', of, mut: written.mut });
    if (other.kind !== 'owned') return refuse(holdsNothing(written.of, place.name, other));
    if (written.kind === 'takes') {
      frames.get(of.frame)?.values.set(of.name, { kind: 'moved', to: place });
      return set(other);
    }
    if (other.box === undefined) return refuse(notOnHeap(written.of, place.name));
    const { text } = step.boxes[other.box] ?? other;
    step.boxes[other.box] = { text, shared: true };
    set({ ...other });
  }
}

/** In a thread the same name means the variable outside, from which it came. */
function lookUp(step: Step, { frame, name }: Place, other: string): Place | undefined {
  const own = { frame, name: other };
  if (other !== name && stateOf(step, own)) return own;
  return step.frames
    .map(({ name: outer }) => ({ frame: outer, name: other }))
    .find(place => (place.frame !== frame || place.name !== name) && stateOf(step, place));
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

function tooMuch(steps: readonly Step[], yaml: YamlSource): Found[] {
  const last = steps.at(-1);
  const values = (last?.frames ?? []).flatMap(frame => [...frame.values.keys()]);
  const long = new Set(values.filter(name => name.length > LONGEST_NAME));
  const line = yaml.lineOf([]);
  const help = 'leave out what the slide does not speak of, or make two slides of it';
  return [
    ...(values.length > MOST_VALUES
      ? [
          {
            kind: 'large-picture',
            line,
            help,
            message: `${values.length} variables are drawn, and there is room for ${MOST_VALUES}`,
          },
        ]
      : []),
    ...(steps.length > MOST_STEPS
      ? [
          {
            kind: 'large-picture',
            line,
            help,
            message: `the picture has ${steps.length} steps, and paper has room for ${MOST_STEPS}`,
          },
        ]
      : []),
    ...[...long].map(name => ({
      ...{
        kind: 'large-picture',
        line,
        message: `the name \`${name}\` has ${name.length} characters, and there is room for ${LONGEST_NAME}`,
      },
      help: 'take a shorter name in the program, or leave the variable out',
    })),
  ];
}

/** The function that a line stands in, as far as its head tells. */
function functionAt(code: string, line: number): string {
  const before = code.split('\n').slice(0, line).join('\n');
  return [...before.matchAll(RE_FUNCTION)].at(-1)?.[1] ?? 'main';
}

function badThread(name: string, main: string): Fault {
  const help = `give the thread a name of its own, of at most ${LONGEST_NAME} characters, such as \`thread 1\``;
  const message = name === main ? `\`${name}\` is the function itself` : `\`${name}\` is too long a name`;
  return { kind: 'invalid-state', message, help };
}

function tooEarly(
  name: string,
  word: string,
  help = `say at an earlier step what it was: \`${name}: { owns: text }\``,
): Fault {
  return {
    kind: 'undrawn-variable',
    message: `\`${name}\` is drawn as ${word} before it is drawn at all`,
    help,
  };
}

function neverBorrowed(name: string): Fault {
  return {
    kind: 'invalid-state',
    message: `\`${name}\` borrows nothing that could end`,
    help: 'write `gone` where its scope is over, `moved` where its value went to another owner',
  };
}

function undrawn(name: string, by: string, step: Step): Fault {
  const drawn = step.frames.flatMap(frame => [...frame.values.keys()]);
  const guess = nearest(name, drawn);
  return {
    kind: 'undrawn-variable',
    message: `\`${by}\` names \`${name}\`, which is not drawn${guess ? `: did you mean \`${guess}\`?` : ''}`,
    help:
      drawn.length > 0
        ? `drawn are ${listNames(drawn)}`
        : `draw \`${name}\` at an earlier step, or first in this one`,
  };
}

function holdsNothing(name: string, by: string, state: State): Fault {
  return {
    kind: 'contradictory-picture',
    message: `\`${by}\` cannot have what \`${name}\` holds: it owns nothing, being ${state.kind}`,
    help: `name an owner, or draw a borrow: \`${by}: { borrows: ${name} }\``,
  };
}

function notOnHeap(name: string, by: string): Fault {
  return {
    kind: 'contradictory-picture',
    message: `\`${by}\` cannot share \`${name}\`, whose value is not on the heap`,
    help: `draw what an Arc or an Rc holds as on the heap: \`${name}: { owns: text }\``,
  };
}
