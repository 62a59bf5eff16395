import type { AskedQuiz } from './quiz.ts';

/** A row of options, and the words above them, in the slide's pixels. */
const ROW = 40;
const ASKED = 48;
/** Characters of an option on one line, about. */
const OPTION_COLUMNS = 78;

/** Pixels that a quiz takes before it is told. */
export function heightAsked({ ask, options }: Pick<AskedQuiz, 'ask' | 'options'>): number {
  if (ask !== 'why') return ASKED + ROW + 8;
  const rows = options.reduce((sum, text) => sum + Math.max(1, Math.ceil(text.length / OPTION_COLUMNS)), 0);
  return ASKED + rows * ROW;
}

/** Pixels that it takes from what is said of the program, once that is told. */
export const HEIGHT_TOLD = 44;
