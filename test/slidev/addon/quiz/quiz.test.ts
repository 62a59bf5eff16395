import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heightAsked } from '../../../../scripts/slidev/addon/quiz/height.ts';
import { addVotes, barLength, votesAfter } from '../../../../scripts/slidev/addon/quiz/quiz.ts';

const KEYS = [1, 2, 3];
const key = (code: string, held: Partial<KeyboardEvent> = {}) => ({
  ...{ code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
  ...held,
});

describe('a key counts votes', () => {
  test.for<[string, ReturnType<typeof key>, number[] | undefined]>([
    ['one more', key('Digit2'), [1, 3, 0]],
    ['one more, on the pad', key('Numpad3'), [1, 2, 1]],
    ['one fewer, with shift', key('Digit2', { shiftKey: true }), [1, 1, 0]],
    ['never fewer than none', key('Digit3', { shiftKey: true }), [1, 2, 0]],
    ['none, with zero', key('Digit0'), [0, 0, 0]],
    ['nothing, where there is no such option', key('Digit4'), undefined],
    ['nothing, where the browser wants it', key('Digit1', { ctrlKey: true }), undefined],
    ['nothing, where it is for Slidev', key('ArrowRight'), undefined],
  ])('%s', ([, pressed, after]) => {
    expect(votesAfter([1, 2, 0], KEYS, pressed)).toEqual(after);
  });

  test('for the line of its number', () => {
    expect(votesAfter([0, 0], [4, 6], key('Digit6'))).toEqual([0, 1]);
    expect(votesAfter([0, 0], [4, 6], key('Digit1'))).toBeUndefined();
  });
});

test('a vote that is added and taken away leaves all as it was, and bars are never longer than the longest', () => {
  const votes = fc.array(fc.nat(200), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(votes, fc.nat(8), (before, option) => {
      expect(addVotes(addVotes(before, option, 1), option, -1)).toEqual(before);
      const lengths = before.map((_, at) => barLength(before, at));
      expect(Math.max(...lengths)).toBe(before.some(count => count > 0) ? 100 : 0);
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a question is the higher, the more it says', () => {
  const one = heightAsked({ ask: 'why', options: ['a', 'b'] });
  expect(heightAsked({ ask: 'why', options: ['a', 'b', 'c'] })).toBeGreaterThan(one);
  expect(heightAsked({ ask: 'why', options: ['a', 'b'.repeat(90)] })).toBeGreaterThan(one);
  expect(heightAsked({ ask: 'what', options: ['a', 'b'] })).toBe(
    heightAsked({ ask: 'what', options: ['a', 'b', 'c'] }),
  );
});
