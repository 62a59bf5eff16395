import type { Diagnostic, Span } from '../../languages/verdict.ts';
import type { Picture } from './picture.ts';
import type { Probe } from './probes.ts';

/** A probe with the errors that rustc gave for it, those of the program itself left out. */
export interface Answer {
  probe: Probe;
  errors: readonly Diagnostic[];
  /** The errors of the program itself among them. */
  all: readonly Diagnostic[];
}

/** An answer among all that were given for its picture. */
export interface Case extends Answer {
  picture: Picture;
  answers: readonly Answer[];
}

/** What is drawn, and what the compiler has against it. */
export interface Contradiction {
  /** The line of the section's file. */
  line: number;
  /** The line of the shown program. */
  behind: number;
  drawn: string;
  said: string;
  help: string;
}

/** A name that stands for nothing, or for something that is no variable, such as a macro. */
export const UNKNOWN = ['E0425', 'E0423'];
const STATES: Record<string, string> = { E0382: 'moved', E0381: 'empty', E0425: 'gone', E0423: 'gone' };

/** The state to draw for what an error says; undefined where it tells of none. */
export function stateFor(error: Diagnostic | undefined): string | undefined {
  return STATES[error?.code ?? ''];
}

/** The errors with one of these codes that name a variable. */
export function errorsOf({ errors }: Answer, name: string, ...codes: string[]): Diagnostic[] {
  return errors.filter(error => codes.includes(error.code ?? '') && isAbout(error, name));
}

export function isAbout({ message }: Diagnostic, name: string): boolean {
  return message.includes(`\`${name}\``);
}

export function saying(error: Diagnostic | undefined): string {
  return error ? `${error.message}${error.code ? ` (${error.code})` : ''}` : 'nothing';
}

export function against({ probe }: Answer, drawn: string, said: string, help: string): Contradiction[] {
  const { line: behind, at: line } = probe.frame;
  return [{ line, behind, drawn, said, help }];
}

/** The line of the shown program that a line of the compiled one is. */
export function shownLine({ snippet }: Picture, place: Pick<Span, 'line'> | undefined): number | undefined {
  const index = (snippet.places ?? []).findIndex(({ line }) => line === place?.line);
  return index < 0 ? undefined : index + 1;
}
