import { insertBefore, insertBehind } from './insert.ts';
import {
  borrowersOf,
  callsAt,
  type Frame,
  isWaiting,
  type Picture,
  type State,
  stateOf,
  type Step,
} from './picture.ts';

/**
 * What a program is asked behind a line. Statements are put there, and what rustc says of the whole then tells one
 * state from another. `let _p = &x;` and the like are uses; `loop {}` behind them cuts off the rest of the program, so
 * that nothing that comes later has a say; without it the rest is asked along.
 *
 * - `stands`: nothing at all is put there, and must be accepted: there is a place for the others.
 * - `has`: each owner is moved, and then the program ends. Accepted where each has a value of its own to give. What
 *   was moved earlier is E0382, what never got a value E0381, what is out of scope E0425, what is behind a reference
 *   E0507. That it is lent (E0505) takes nothing from its owner.
 * - `gives-once`: each owner of a heap value is moved twice. It must be rejected for each (E0382): a number, a shared
 *   reference, whatever is `Copy`, would be given twice.
 * - `lacks`: a moved variable is read, and must be rejected with E0382; one that is empty with E0381; one that was
 *   dropped by name with E0382 from a `drop(…)`.
 * - `unknown`: a variable that is gone is read, and must be unknown there: E0425, or E0423 where a macro has its name. Names are resolved before borrows
 *   are looked at, so each is asked alone.
 * - `lent`: each variable is borrowed mutably, and the program goes on. A borrow that is used again later is in
 *   conflict (E0502, E0499), and rustc names the place of each such borrow; one that was used for the last time is
 *   not, as borrows end with their last use. E0596, that it is not declared `mut`, says nothing of borrows. The
 *   borrow is written out, and so never a two-phase one, which would wait for its use.
 * - `borrows`: what is borrowed is borrowed mutably, then the borrower is read, and then the program ends. The conflict
 *   is E0502 for a shared borrow, E0499 for a mutable one, and it names the borrow that the borrower holds: if that is
 *   among those of `lent`, it is the borrower that keeps it alive.
 * - `alive`: where several borrow the same, rustc names only one of them. So it is asked of each alone: the others are
 *   forgotten before the mutable borrow and assigned to behind it, so that nothing is left to keep theirs alive.
 * - `dangles`: in a program that is rejected, who borrows what is gone is read: E0597, E0505 or E0716.
 * - `shares`: it is an `Arc` or an `Rc`.
 *
 * A function that waits for one that it calls is asked before the call, and only for what is moved behind it. What is
 * lent to the function that is called is asked in both:
 *
 * - `passes`: what is lent is borrowed mutably before the call, and that borrow is used behind it. Rejected for a
 *   conflict where the call uses what is lent.
 * - `holds`: what borrows must live for ever. Rejected where it holds a borrow that its caller ends.
 * - `writes`: it is taken for a mutable reference. Accepted where it is one.
 */
export type ProbeKind =
  | ('stands' | 'has' | 'gives-once' | 'lacks' | 'unknown')
  | ('lent' | 'borrows' | 'alive' | 'dangles' | 'shares')
  | ('passes' | 'holds' | 'writes');

export interface Probe {
  kind: ProbeKind;
  step: Step;
  frame: Frame;
  /** The variables that it is about. */
  names: readonly string[];
  /** The program with its question. */
  text: string;
  /** Whether an accepted answer is the likely one: those are compiled together. */
  accepted: boolean;
}

const SHARED =
  '{ trait Shared {} impl<T: ?Sized> Shared for ::std::sync::Arc<T> {} impl<T: ?Sized> Shared for ::std::rc::Rc<T> {} fn probe<T: Shared>(_: &T) {} probe(&NAME); }';

const STATIC = "{ fn probe<T: 'static>(_: &T) {} probe(&NAME); }";

/** All that must be asked for a picture to be confirmed; the same question of several steps is asked for each. */
export function probesOf(picture: Picture): Probe[] {
  return picture.steps.flatMap(step =>
    step.frames.filter(frame => !frame.gone).flatMap(frame => probesOfFrame(picture, step, frame)),
  );
}

function probesOfFrame(picture: Picture, step: Step, frame: Frame): Probe[] {
  const { text, expectation } = picture.program;
  const rejected = expectation.outcome === 'compile_fail';
  const line = picture.snippet.places?.[frame.line - 1]?.line ?? 1;
  const waiting = isWaiting(step, frame);
  const states = [...frame.values];
  const named = <K extends State['kind']>(...kinds: K[]) =>
    states.flatMap(([name, state]) => ((kinds as string[]).includes(state.kind) ? name : []));
  const ask = waiting ? insertBefore : insertBehind;
  const probe = (
    kind: ProbeKind,
    names: readonly string[],
    code: string,
    accepted = false,
    insert: Insert = ask,
  ): Probe[] =>
    names.length === 0 && kind !== 'stands'
      ? []
      : [
          {
            kind,
            step,
            frame,
            names,
            text: insert(text, line, code) ?? text,
            accepted: accepted && !rejected,
          },
        ];
  const each = (names: readonly string[], code: (name: string) => string) => names.map(code).join(' ');

  const owned = named('owned');
  const onHeap = states.flatMap(([name, state]) =>
    state.kind === 'owned' && state.box !== undefined ? name : [],
  );
  const dropped = named('gone').filter(name => isDropped(text, name));
  const moved = named('moved');
  const without = [...named('empty'), ...dropped];
  const borrowers = states.flatMap(([name, state]) =>
    (state.kind === 'borrows' || state.kind === 'ended') && state.of.frame === frame.name
      ? [{ name, of: state.of.name, lender: stateOf(step, state.of)?.kind, live: state.kind === 'borrows' }]
      : [],
  );
  const parameters = frame.called
    ? states.flatMap(([name, state]) =>
        state.kind === 'borrows' && state.of.frame !== frame.name ? { name, mut: state.mut } : [],
      )
    : [];
  const lenders = borrowers.flatMap(({ of, lender }) =>
    lender === 'borrows' || lender === 'owned' ? of : [],
  );
  // What was declared later may borrow what was declared earlier: its own use must not stand behind the other's.
  const lendable = [...new Set([...owned, ...lenders])].reverse();
  const isLent = lendable.some(name => borrowersOf(step, { frame: frame.name, name }).length > 0);
  const mutable = lendable.every(name => new RegExp(`\\bmut\\s+${name}\\b`).test(text));
  return [
    ...probe('stands', [], 'let _p = ();', true),
    ...probe('has', owned, `{ ${each(owned, name => `let _p = ${name};`)} loop {} }`, true),
    ...probe(
      'gives-once',
      onHeap,
      `{ ${each(onHeap, name => `let _p = ${name}; let _p = ${name};`)} loop {} }`,
    ),
    ...probe('lacks', moved, each(moved, read), false, insertBehind),
    ...probe('lacks', without, each(without, read)),
    ...named('gone')
      .filter(name => !dropped.includes(name))
      .flatMap(name => probe('unknown', [name], read(name))),
    ...probe(
      'lent',
      lendable,
      each(lendable, name => `let _p = &mut ${name};`),
      !isLent && mutable,
    ),
    ...borrowers
      .filter(({ lender }) => lender === 'owned' || lender === 'borrows')
      .flatMap(({ name, of }) =>
        probe('borrows', [name, of], `{ let _p = &mut ${of}; ${read(name)} loop {} }`),
      ),
    ...borrowers.flatMap(({ name, of, lender }) => {
      const rivals = borrowers.filter(other => other.of === of && other.name !== name && other.live);
      const holds = lender === 'owned' || lender === 'borrows';
      return holds && rivals.length > 0 ? probe('alive', [name, of], alone(of, rivals)) : [];
    }),
    ...borrowers
      .filter(({ lender, live }) => live && (lender === 'gone' || lender === 'moved'))
      .flatMap(({ name, of }) => probe('dangles', [name, of], `{ ${read(name)} loop {} }`)),
    ...onHeap
      .filter(name => isShared(step, frame, name))
      .flatMap(name => probe('shares', [name], SHARED.replace('NAME', name), true)),
    ...parameters.flatMap(({ name, mut }) => [
      ...probe('holds', [name], STATIC.replace('NAME', name)),
      ...probe('writes', [name], `{ let _p: &mut _ = ${name}; loop {} }`, mut),
    ]),
    ...lentToCalled(step, frame).flatMap(name =>
      probe('passes', [name], `let oxideck_held = &mut ${name};`, false, (code, at, held) => {
        const lent = insertBefore(code, at, held);
        return lent && insertBehind(lent, at, read('oxideck_held'));
      }),
    ),
  ];
}

type Insert = (code: string, line: number, statements: string) => string | undefined;

/** The variables of a function that the next one, which it calls, is drawn to borrow. */
function lentToCalled(step: Step, frame: Frame): string[] {
  const chain = callsAt(step).map(({ name }) => name);
  const next = chain.includes(frame.name) ? chain[chain.indexOf(frame.name) + 1] : undefined;
  return [...frame.values.keys()].filter(name =>
    borrowersOf(step, { frame: frame.name, name }).some(borrower => borrower.frame === next),
  );
}

/** Whether the program frees a variable by name, before its scope is over. */
export function isDropped(code: string, name: string): boolean {
  return new RegExp(`\\bdrop\\(\\s*${name}\\s*\\)`).test(code);
}

function alone(of: string, rivals: readonly { name: string }[]): string {
  const forget = rivals.map(({ name }) => `::core::mem::forget(${name});`);
  const assign = rivals.map(({ name }) => `${name} = any();`);
  return `{ fn any<T>() -> T { loop {} } ${forget.join(' ')} let _p = &mut ${of}; ${assign.join(' ')} }`;
}

function isShared(step: Step, frame: Frame, name: string): boolean {
  const state = frame.values.get(name);
  return state?.kind === 'owned' && state.box !== undefined && !!step.boxes[state.box]?.shared;
}

function read(name: string): string {
  return `let _p = &${name};`;
}
