import type { RunEnd } from '../../../serve/run-live.ts';
import { plainText } from '../plain-text.ts';
import type { PlaygroundAnswer } from './playground.ts';
import type { Recorded } from './program.ts';
import { renumber } from './renumber.ts';

/** What a slide shows of a program that is, or was, run from it. */
export interface View {
  /** The program as it stands in the editor. */
  code: string;
  editing: boolean;
  /** `idle` until it is run; what was said stays when it is over. */
  phase: 'idle' | 'busy' | 'over';
  kind: 'accepted' | 'rejected' | 'panics' | 'muted';
  /** What happens, or came of it. */
  word: string;
  /** Where it ran; for what is recorded, why nothing newer is shown. */
  place: string;
  said: Said[];
}

/** A piece of output. */
export interface Said {
  stream: 'stdout' | 'stderr';
  text: string;
}

type Outcome = Pick<View, 'kind' | 'word'>;

/** Colours and cursor movements mean nothing on a slide. */
const RE_ESCAPE = /\x1b\[[0-9;?]*[A-Za-z]/g;

/** Adds a piece to what was said before; pieces of one stream become one. */
export function addSaid(said: readonly Said[], { stream, text }: Said): Said[] {
  const last = said.at(-1);
  if (last?.stream !== stream) return [...said, { stream, text }];
  return [...said.slice(0, -1), { stream, text: last.text + text }];
}

/** A piece as it is read: plain text, in the lines of the program that stands in the editor. */
export function readable({ stream, text }: Said, moved: number): string {
  const plain = plainText(text.replace(RE_ESCAPE, '').replaceAll('\r\n', '\n'));
  return stream === 'stderr' ? renumber(plain, moved) : plain;
}

export function outcomeOfRun({ rejected, stopped, exitCode, signal }: RunEnd): Outcome {
  if (rejected) return { kind: 'rejected', word: 'rejected' };
  if (stopped) return { kind: 'panics', word: stopped };
  if (signal) return { kind: 'panics', word: `ended by ${signal}` };
  if (exitCode === undefined) return { kind: 'muted', word: 'not run' };
  return exitCode === 0
    ? { kind: 'accepted', word: 'ran' }
    : { kind: 'panics', word: `ran, exit ${exitCode}` };
}

export function outcomeOfAnswer({ rejected, success }: PlaygroundAnswer): Outcome {
  if (rejected) return { kind: 'rejected', word: 'rejected' };
  return success ? { kind: 'accepted', word: 'ran' } : { kind: 'panics', word: 'ran, and failed' };
}

/** What was recorded, as such: never to be taken for what an edited program would say. */
export function recordedView(
  { stdout, stderr, rejected, exitCode, by }: Recorded,
  edited: boolean,
): Partial<View> {
  const ended = rejected ? { rejected } : exitCode === undefined ? {} : { exitCode };
  const { kind, word } = outcomeOfRun(ended);
  const whose = edited ? 'of the program before your edit' : `by ${by}`;
  return {
    kind,
    word: `recorded: ${word}`,
    place: `the Playground does not answer; recorded ${whose}`,
    said: [
      ...(stdout ? [{ stream: 'stdout' as const, text: `${stdout}\n` }] : []),
      ...(stderr ? [{ stream: 'stderr' as const, text: `${stderr}\n` }] : []),
    ],
  };
}
