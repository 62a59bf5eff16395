import type { Step } from './picture.ts';
import type { Fault } from './read-state.ts';

/** More do not fit beside a program, nor into anybody's head. */
const MOST_VALUES = 8;
const MOST_STEPS = 9;
/** Of a variable or a thread, in characters. */
export const LONGEST_NAME = 12;

/** What a picture has too much of. */
export function tooLarge(steps: readonly Step[]): Fault[] {
  const names = (steps.at(-1)?.frames ?? []).flatMap(frame => [...frame.values.keys()]);
  const long = new Set(names.filter(name => name.length > LONGEST_NAME));
  const less = 'leave out what the slide does not speak of, or make two slides of it';
  const shorter = 'take a shorter name in the program, or leave the variable out';
  return [
    ...(names.length > MOST_VALUES
      ? [fault(`${names.length} variables are drawn, and there is room for ${MOST_VALUES}`, less)]
      : []),
    ...(steps.length > MOST_STEPS
      ? [fault(`the picture has ${steps.length} steps, and paper has room for ${MOST_STEPS}`, less)]
      : []),
    ...[...long].map(name =>
      fault(
        `the name \`${name}\` has ${name.length} characters, and there is room for ${LONGEST_NAME}`,
        shorter,
      ),
    ),
  ];
}

function fault(message: string, help: string): Fault {
  return { kind: 'large-picture', message, help };
}
