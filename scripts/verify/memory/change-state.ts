import { listNames, nearest } from '../../diagnostics/nearest.ts';
import { type Box, type Frame, type Place, type State, type Step, stateOf } from './picture.ts';
import type { Fault, Written } from './read-state.ts';

/** A step that is being put together from the one before it. */
export interface Draft extends Step {
  frames: (Frame & { values: Map<string, State> })[];
  boxes: Box[];
}

/** Holds what is written of a variable against what it was, and changes the step; else says what is wrong. */
export function changeState(step: Draft, place: Place, written: Written): Fault | undefined {
  const before = stateOf(step, place);
  switch (written.kind) {
    case 'value':
      return set(step, place, { kind: 'owned', text: written.text });
    case 'owns': {
      const box = before?.kind === 'owned' ? before.box : undefined;
      step.boxes[box ?? step.boxes.length] = { text: written.text, shared: false };
      return set(step, place, { kind: 'owned', text: written.text, box: box ?? step.boxes.length - 1 });
    }
    case 'empty':
      return set(step, place, { kind: 'empty' });
    case 'moved':
    case 'gone':
      return before ? set(step, place, { kind: written.kind }) : tooEarly(place.name, written.kind);
    case 'ended':
      if (!before) return tooEarly(place.name, written.kind);
      return before.kind === 'borrows' || before.kind === 'ended'
        ? set(step, place, { kind: 'ended', of: before.of })
        : neverBorrowed(place.name);
  }
  const of = lookUp(step, place, written.of);
  const other = of && stateOf(step, of);
  if (!of || !other) return undrawn(written.of, place.name, step);
  if (written.kind === 'borrows') return set(step, place, { kind: 'borrows', of, mut: written.mut });
  if (other.kind !== 'owned') return holdsNothing(written.of, place.name, other);
  if (written.kind === 'takes') {
    set(step, of, { kind: 'moved', to: place });
    return set(step, place, other);
  }
  if (other.box === undefined) return notOnHeap(written.of, place.name);
  step.boxes[other.box] = { text: step.boxes[other.box]?.text ?? other.text, shared: true };
  return set(step, place, { ...other });
}

function set(step: Draft, { frame, name }: Place, state: State): undefined {
  step.frames.find(other => other.name === frame)?.values.set(name, state);
}

/** In a thread the same name means the variable outside, from which it came. */
function lookUp(step: Step, { frame, name }: Place, other: string): Place | undefined {
  const own = { frame, name: other };
  if (other !== name && stateOf(step, own)) return own;
  return step.frames
    .map(({ name: outer }) => ({ frame: outer, name: other }))
    .find(place => (place.frame !== frame || place.name !== name) && stateOf(step, place));
}

export function tooEarly(
  name: string,
  word: string,
  help = `say at an earlier step what it was: \`${name}: { owns: text }\``,
): Fault {
  const message = `\`${name}\` is drawn as ${word} before it is drawn at all`;
  return { kind: 'undrawn-variable', message, help };
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
