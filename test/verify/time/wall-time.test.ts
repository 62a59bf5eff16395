import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, onSameMachine, type WallTime } from '../../../scripts/verify/time/wall-time.ts';

const runs = fc.array(fc.double({ min: 1e-6, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('the median of runs', () => {
  test.for([
    [[3], 3],
    [[0.5, 9, 1], 1],
    [[1, 2, 4, 100], 3],
  ] as const)('of %s is %s', ([seconds, expected]) => {
    expect(median({ seconds: [...seconds] })).toBe(expected);
  });

  test('has as many runs below it as above, in whatever order they were', () => {
    fc.assert(
      fc.property(runs, seconds => {
        const middle = median({ seconds });
        expect(seconds.filter(each => each < middle).length).toBeLessThanOrEqual(seconds.length / 2);
        expect(seconds.filter(each => each > middle).length).toBeLessThanOrEqual(seconds.length / 2);
        expect(median({ seconds: seconds.toReversed() })).toBe(middle);
      }),
    );
  });
});

describe('two times', () => {
  const time: WallTime = {
    seconds: [1],
    by: 'rustc 1.95.0',
    flags: [],
    machine: { cpu: 'Harbour 9', cores: 4, system: 'Linux x64' },
    date: '2026-11-22',
  };

  test('can be compared where they are of one machine, on whatever day', () => {
    expect(onSameMachine(time, { ...time, date: '2027-01-01', by: 'Python 3.14.0' })).toBe(true);
  });

  test.for([{ cpu: 'Harbour 10' }, { cores: 8 }, { system: 'Linux arm64' }])(
    'cannot with another %o',
    other => {
      expect(onSameMachine(time, { ...time, machine: { ...time.machine, ...other } })).toBe(false);
    },
  );
});
