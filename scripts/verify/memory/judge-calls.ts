import { against, type Case, type Contradiction, errorsOf } from './answer.ts';
import { borrowersOf, type State } from './picture.ts';

/** What rustc says of a use while another borrow is held. */
const CONFLICTS = ['E0499', 'E0502', 'E0503', 'E0505', 'E0506'];

/** What is drawn as lent to a function that is called is used by that call. */
export function passes(asked: Case, name: string): Contradiction[] {
  if (errorsOf(asked, name, ...CONFLICTS).length > 0) return [];
  const { step, frame } = asked.probe;
  const borrower = borrowersOf(step, { frame: frame.name, name }).find(other => other.frame !== frame.name);
  const drawn = `\`${name}\` is drawn as lent to \`${borrower?.name}\` of ${borrower?.frame}`;
  const help = `name what \`${borrower?.name}\` borrows, or draw it with a value of its own`;
  return against(asked, drawn, `the call does not use \`${name}\``, help);
}

/** A reference to a variable of the caller cannot live for ever. */
export function holds(asked: Case, name: string): Contradiction[] {
  if (asked.errors.length > 0) return [];
  const help = `write what it is: \`${name}: { takes: … }\`, \`{ owns: … }\` or \`{ value: … }\``;
  return against(
    asked,
    drawnOf(asked, name),
    'it could live for ever, so it borrows nothing that ends',
    help,
  );
}

export function writes(asked: Case, name: string): Contradiction[] {
  const { of, mut } = asked.probe.frame.values.get(name) as State & { kind: 'borrows' };
  const accepted = asked.errors.length === 0;
  if (accepted === mut) return [];
  const said = `it is ${mut ? 'no' : 'a'} mutable reference`;
  const help = `write \`${name}: { borrows: ${of.name}${mut ? '' : ', mut: true'} }\``;
  return against(asked, `${drawnOf(asked, name)} ${mut ? 'mutably' : 'to read'}`, said, help);
}

function drawnOf({ probe: { frame } }: Case, name: string): string {
  const state = frame.values.get(name);
  return `\`${name}\` is drawn as borrowing \`${state?.kind === 'borrows' ? state.of.name : ''}\``;
}
