import { against, type Case, type Contradiction, errorsOf, saying, stateFor, UNKNOWN } from './answer.ts';
import { stateOf } from './picture.ts';

export function has(asked: Case, name: string): Contradiction[] {
  const error = errorsOf(asked, name, 'E0382', 'E0381', ...UNKNOWN, 'E0507')[0];
  if (!error) return [];
  const found = stateFor(error);
  const help = found
    ? `write \`${name}: ${found}\``
    : `draw it as lent: \`${name}: { borrows: … }\`, or leave it out`;
  return against(asked, `\`${name}\` is drawn with a value`, saying(error), help);
}

export function givesOnce(asked: Case, name: string): Contradiction[] {
  if (errorsOf(asked, name, 'E0382', 'E0381', ...UNKNOWN, 'E0507').length > 0) return [];
  return against(
    asked,
    `\`${name}\` is drawn as the owner of a value on the heap`,
    'it can be given away twice: it is copied, and owns nothing there',
    `write \`${name}: { value: … }\` for a plain value, \`${name}: { borrows: … }\` for a reference`,
  );
}

export function lacks(asked: Case, name: string): Contradiction[] {
  const { frame, text } = asked.probe;
  const state = frame.values.get(name);
  const wanted = state?.kind === 'empty' ? 'E0381' : 'E0382';
  const drawn = `\`${name}\` is drawn as ${state?.kind}`;
  const error = errorsOf(asked, name, wanted)[0];
  const dropped = error?.spans.some(
    ({ label, line, column }) =>
      label?.includes('moved here') &&
      /\bdrop\(\s*$/.test((text.split('\n')[line - 1] ?? '').slice(0, column - 1)),
  );
  if (error && (state?.kind !== 'gone' || dropped)) return [];
  if (error) return against(asked, drawn, `it was moved: ${saying(error)}`, `write \`${name}: moved\``);
  return instead(asked, name, drawn);
}

export function unknown(asked: Case, name: string): Contradiction[] {
  if (errorsOf(asked, name, ...UNKNOWN).length > 0) return [];
  return instead(asked, name, `\`${name}\` is drawn as gone`);
}

export function shares(asked: Case, name: string): Contradiction[] {
  const [error] = asked.errors;
  if (!error) return [];
  const help = `only an Arc or an Rc has several owners: draw \`{ takes: … }\` for a move, \`{ owns: … }\` for a copy`;
  return against(asked, `\`${name}\` is drawn as one of several owners`, saying(error), help);
}

/** What to draw where rustc says something other than what was drawn, or nothing. */
function instead(asked: Case, name: string, drawn: string): Contradiction[] {
  const other = errorsOf(asked, name, 'E0382', 'E0381', ...UNKNOWN)[0];
  const found = stateFor(other);
  if (found) return against(asked, drawn, saying(other), `write \`${name}: ${found}\``);
  const said = asked.errors.length > 0 ? saying(asked.errors[0]) : 'it accepts a use of it there';
  return against(asked, drawn, said, asBefore(asked, name));
}

function asBefore({ probe: { step, frame }, picture: { steps } }: Case, name: string): string {
  const before = steps[steps.indexOf(step) - 1];
  const was = before && stateOf(before, { frame: frame.name, name });
  return `leave \`${name}\` ${was ? was.kind : 'as it was'} here: draw the change behind the line that makes it`;
}
