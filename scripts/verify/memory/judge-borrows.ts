import type { Diagnostic } from '../../languages/verdict.ts';
import {
  against,
  type Case,
  type Contradiction,
  errorsOf,
  isAbout,
  saying,
  shownLine,
  stateFor,
  UNKNOWN,
} from './answer.ts';
import { borrowersOf, type State } from './picture.ts';
import type { Probe } from './probes.ts';

const CONFLICTS = new Set(['E0502', 'E0499', 'E0505', 'E0506']);
const DANGLES = new Set(['E0597', 'E0505', 'E0716']);
const RE_BORROW = /borrow occurs here$|is borrowed here$/;
/** What rustc says of the place where a borrow is used again. */
export const RE_LATER = /later (?:used|captured|stored|borrowed)|might be used here/;

/** Not lent, unless somebody is drawn who borrows it; who that is, `borrows` tells. */
export function free(asked: Case, name: string): Contradiction[] {
  const { step, frame } = asked.probe;
  const error = errorsOf(asked, name, ...CONFLICTS)[0];
  const borrowers = borrowersOf(step, { frame: frame.name, name });
  if (error && borrowers.length === 0) {
    const span = error.spans.find(({ label }) => RE_LATER.test(label ?? ''));
    const later = shownLine(asked.picture, span);
    const until = later ? `, and the borrow is used on line ${later}` : '';
    const help = `draw who borrows it: \`{ borrows: ${name}${error.code === 'E0499' ? ', mut: true' : ''} }\``;
    return against(asked, `\`${name}\` is drawn as lent to nobody`, `${saying(error)}${until}`, help);
  }
  // What is lent to a function that is called is free before the call: `passes` tells of it.
  const called = new Set(step.frames.filter(other => other.called).map(other => other.name));
  const [abroad] = borrowers.filter(borrower => borrower.frame !== frame.name && !called.has(borrower.frame));
  if (error || !abroad) return [];
  return against(
    asked,
    `\`${name}\` is drawn as lent to \`${abroad.name}\` of ${abroad.frame}`,
    'nothing that borrows it is used later',
    `write \`${abroad.name}: ended\`, or let the thread end`,
  );
}

export function borrows(asked: Case, name: string, of: string): Contradiction[] {
  const state = asked.probe.frame.values.get(name) as State & { kind: 'borrows' | 'ended' };
  const drawn = `\`${name}\` is drawn as ${state.kind === 'ended' ? 'done with' : 'borrowing'} \`${of}\``;
  const gone = errorsOf(asked, name, ...UNKNOWN, 'E0382', 'E0381')[0];
  if (gone) return against(asked, drawn, saying(gone), `write \`${name}: ${stateFor(gone)}\``);
  const conflict = errorsOf(asked, of, 'E0502', 'E0499')[0];
  if (!conflict) {
    const help = `write what it is: \`${name}: { value: … }\`, \`{ owns: … }\`, or name what it borrows`;
    return against(asked, drawn, `it does not borrow \`${of}\``, help);
  }
  const live = isLive(asked, name, of, conflict);
  if (state.kind === 'ended') {
    if (!live) return [];
    const said = `the borrow is used later: ${saying(conflict)}`;
    return against(asked, drawn, said, 'draw it as borrowing for longer');
  }
  const mut = conflict.code === 'E0499';
  if (mut !== state.mut) {
    const help = `write \`${name}: { borrows: ${of}${mut ? ', mut: true' : ''} }\``;
    return against(
      asked,
      `${drawn} ${state.mut ? 'mutably' : 'to read'}`,
      `the borrow is ${mut ? 'mutable' : 'shared'}: ${saying(conflict)}`,
      help,
    );
  }
  if (live) return [];
  const help = `write \`${name}: ended\`: a borrow ends with its last use`;
  return against(asked, drawn, `\`${of}\` is free there: the borrow is not used again`, help);
}

export function dangles(asked: Case, name: string, of: string): Contradiction[] {
  if (asked.all.some(error => DANGLES.has(error.code ?? '') && isAbout(error, of))) return [];
  const drawn = `\`${name}\` is drawn as borrowing \`${of}\`, which is no more`;
  return against(asked, drawn, 'it has nothing against that', `write \`${name}: ended\``);
}

/** Whether the borrow that a conflict names is among those that are used later. */
function isLive(asked: Case, name: string, of: string, conflict: Diagnostic): boolean {
  const held = new Set(borrowPlaces([conflict]));
  const later = errorsTo(asked, 'alive', name) ?? errorsTo(asked, 'lent') ?? [];
  const conflicts = later.filter(error => CONFLICTS.has(error.code ?? '') && isAbout(error, of));
  return borrowPlaces(conflicts).some(place => held.has(place));
}

/** What rustc said to another probe of the same place. */
function errorsTo(asked: Case, kind: Probe['kind'], name?: string): readonly Diagnostic[] | undefined {
  const { step, frame } = asked.probe;
  const other = asked.answers.find(
    ({ probe }) =>
      probe.kind === kind &&
      probe.step === step &&
      probe.frame === frame &&
      (name === undefined || probe.names[0] === name),
  );
  return other?.errors;
}

/** Where the borrows began that an error is about. */
function borrowPlaces(errors: readonly Diagnostic[]): string[] {
  return errors.flatMap(({ spans }) =>
    spans.flatMap(({ primary, label, line, column }) =>
      !primary && RE_BORROW.test(label ?? '') ? `${line}:${column}` : [],
    ),
  );
}
