import { detailsOf } from '../../verify/memory/details.ts';
import { fateOf } from '../../verify/memory/fate.ts';
import {
  borrowersOf,
  callsAt,
  type Frame,
  ownersOf,
  type Picture,
  type Place,
  type State,
  type Step,
} from '../../verify/memory/picture.ts';

/** What a step changes, in a sentence; names are in backticks. */
export function tellChange(picture: Picture, step: Step): string {
  const before = picture.steps[picture.steps.indexOf(step) - 1];
  const told = step.frames.flatMap(frame => {
    const earlier = before?.frames.find(other => other.name === frame.name);
    if (frame.gone) return earlier?.gone ? [] : [tellEnd(picture, step, frame)];
    return [...frame.values].flatMap(([name, state]) => {
      const old = earlier?.values.get(name);
      return JSON.stringify(old) === JSON.stringify(state)
        ? []
        : tell(picture, step, frame, name, state, old);
    });
  });
  return `${whenOf(step)}: ${told.length > 0 ? told.join('; ') : 'all stays as it was'}.`;
}

/** Behind which line a step is: of the function that runs, while others wait for it. */
function whenOf(step: Step): string {
  const runs = callsAt(step).at(-1);
  return runs?.called ? `In ${runs.name}, after line ${runs.line}` : `After line ${step.line}`;
}

/** All that is drawn of a step, in sentences. */
export function tellState(picture: Picture, step: Step): string {
  const frames = step.frames.map(frame => {
    if (frame.gone) return `${frame.name} has ${frame.called ? 'returned' : 'ended'}`;
    const values = [...frame.values].map(([name, state]) => {
      const borrowers = borrowersOf(step, { frame: frame.name, name });
      const lent = borrowers.map(by => `lent ${by.mut ? 'mutably ' : ''}to ${seenFrom(frame, by)}`);
      const { size, words } = detailsOf(picture, step, { frame: frame.name, name });
      const measured = [...(size === undefined ? [] : [`${size} bytes`]), ...words.map(inFull)];
      return [isNow(frame, name, state), ...lent, ...measured].join(', ');
    });
    return `${frame.name}: ${values.join('; ')}`;
  });
  return `${whenOf(step)}. ${frames.join('. ')}.`;
}

function tell(
  picture: Picture,
  step: Step,
  frame: Frame,
  name: string,
  state: State,
  old: State | undefined,
): string[] {
  const named = step.frames[0] === frame ? `\`${name}\`` : `\`${name}\` of ${frame.name}`;
  switch (state.kind) {
    case 'owned': {
      const from = step.frames.flatMap(other =>
        [...other.values].flatMap(([giver, { kind, ...rest }]) => {
          const to = kind === 'moved' && 'to' in rest ? rest.to : undefined;
          return to?.frame === frame.name && to.name === name ? giver : [];
        }),
      )[0];
      if (from && old?.kind !== 'owned') return [`${named} takes what \`${from}\` had`];
      const owners = state.box === undefined ? 1 : ownersOf(step, state.box).length;
      if (old?.kind !== 'owned' && owners > 1) return [`${named} owns ${state.text} too`];
      if (old?.kind === 'owned')
        return [`${named} ${state.box === undefined ? 'is' : 'owns'} ${state.text} now`];
      return [`${named} ${state.box === undefined ? 'is' : 'owns'} ${state.text}`];
    }
    case 'borrows':
      return [`${named} borrows \`${state.of.name}\`${state.mut ? ' mutably' : ''}`];
    case 'moved':
      return state.to ? [] : [`${named} is moved`];
    case 'gone':
      return [
        old?.kind === 'owned' && isFreed(picture, step, old)
          ? `${named} goes, and its value is freed`
          : `${named} goes`,
      ];
    case 'ended':
      return [`the borrow of \`${state.of.name}\` ends`];
    case 'empty':
      return [`${named} has no value yet`];
  }
}

/** With its end, a function or a thread frees what it still owns. */
function tellEnd(picture: Picture, step: Step, frame: Frame): string {
  const freed = [...frame.values.values()].flatMap(state =>
    state.kind === 'owned' && state.box !== undefined && isFreed(picture, step, state)
      ? (step.boxes[state.box]?.text ?? [])
      : [],
  );
  const what =
    freed.length > 0 ? `, and ${freed.join(' and ')} ${freed.length > 1 ? 'are' : 'is'} freed` : '';
  return `${frame.name} ${frame.called ? 'returns' : 'ends'}${what}`;
}

/** The name of a variable, with that of its frame where it is another one. */
function seenFrom({ name: frame }: Frame, place: Place): string {
  return place.frame === frame ? place.name : `${place.name} of ${place.frame}`;
}

function isFreed(picture: Picture, step: Step, { box }: { box?: number }): boolean {
  return box === undefined || fateOf(picture, step, box) === 'freed';
}

/** Of the short words that a picture has room for. */
const IN_FULL: Record<string, string> = { ptr: 'pointer', len: 'length', cap: 'capacity' };

function inFull(word: string): string {
  return word.replace(/^\w+/, short => IN_FULL[short] ?? short);
}

function isNow(frame: Frame, name: string, state: State): string {
  switch (state.kind) {
    case 'owned':
      return `${name} ${state.box === undefined ? 'is' : 'owns'} ${state.text}`;
    case 'borrows':
      return `${name} borrows ${seenFrom(frame, state.of)}${state.mut ? ' mutably' : ''}`;
    case 'moved':
      return `${name} is moved${state.to ? ` to ${seenFrom(frame, state.to)}` : ''}`;
    case 'gone':
      return `${name} is gone`;
    case 'ended':
      return `the borrow of ${name} has ended`;
    case 'empty':
      return `${name} has no value yet`;
  }
}
