/** What a slide asks about its program. */
export interface AskedQuiz {
  ask: 'what' | 'why' | 'line';
  /** In the order of the author. */
  options: string[];
  /** The digit of each option's key: those of lines are their numbers, where these are digits. */
  keys: number[];
  /** The right one, from 0. */
  right: number;
}

export const QUESTIONS = {
  what: 'What happens?',
  why: 'What happens, and why?',
  line: 'Which line is it about?',
} as const;

const RE_DIGIT_KEY = /^(?:Digit|Numpad)([0-9])$/;

/** A key, as the browser tells it. */
export type PressedKey = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * The votes after a key: a digit adds one to its option, with shift it takes one away, and zero takes all. Undefined
 * where the key is not for the votes. What a key types does not matter, as it depends on shift, and on the country.
 */
export function votesAfter(
  votes: readonly number[],
  keys: readonly number[],
  key: PressedKey,
): number[] | undefined {
  if (key.ctrlKey || key.metaKey || key.altKey) return undefined;
  const digit = key.code.match(RE_DIGIT_KEY)?.[1];
  if (digit === '0') return votes.map(() => 0);
  const option = keys.indexOf(Number(digit));
  return option < 0 ? undefined : addVotes(votes, option, key.shiftKey ? -1 : 1);
}

/** The votes with some more, or fewer, for an option; never below none. */
export function addVotes(votes: readonly number[], option: number, count: number): number[] {
  return votes.map((have, index) => (index === option ? Math.max(0, have + count) : have));
}

/** A bar's length for an option's votes, as a percentage of the longest. */
export function barLength(votes: readonly number[], option: number): number {
  return Math.round((100 * (votes[option] ?? 0)) / Math.max(1, ...votes));
}

/** How an option's votes are called. */
export function countWords(count: number): string {
  return count === 1 ? '1 vote' : `${count} votes`;
}
