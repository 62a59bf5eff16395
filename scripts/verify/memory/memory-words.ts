import { listNames, nearest } from '../../diagnostics/nearest.ts';
import { splitInfoWords } from '../../markdown/info-words.ts';
import { MEASURES, type MeasureKind } from './measures.ts';
import type { Fault } from './read-state.ts';

/** What the words behind `memory` ask for, in whatever order, or what is wrong with them. */
export function readMemoryWords(info: string): { measured: MeasureKind[] } | Fault {
  const { words, comments, meta } = splitInfoWords(info);
  const [, ...asked] = words;
  const foreign = [...asked.filter(word => !isMeasure(word)), ...comments, ...(meta ? [meta] : [])];
  const [first] = foreign;
  if (first === undefined) return { measured: MEASURES.filter(kind => asked.includes(kind)) };
  const guess = nearest(first, MEASURES);
  return {
    kind: 'unknown-word',
    message: `\`${first}\` says nothing to a picture of memory${guess ? `: did you mean \`${guess}\`?` : ''}`,
    help: `behind \`memory\` can stand ${listNames(MEASURES)}: what a run of the program is to tell`,
  };
}

function isMeasure(word: string): word is MeasureKind {
  return (MEASURES as readonly string[]).includes(word);
}
