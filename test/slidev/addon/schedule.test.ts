import { describe, expect, test } from 'vitest';
import { clock, standing, type Timer } from '../../../scripts/slidev/addon/schedule.ts';

test.for([
  [0, '0:00'],
  [0.5, '0:30'],
  [12.5, '12:30'],
  [59.999, '1:00:00'],
  [62.5, '1:02:30'],
  [1 / 3, '0:20'],
] as const)('%d minutes are %s', ([minutes, text]) => expect(clock(minutes)).toBe(text));

describe('on a slide from 10:00 to 12:30', () => {
  const due = { begins: 10, ends: 12.5, sectionEnds: 15 };
  const after = (seconds: number, timer: Partial<Timer> = {}) =>
    standing(due, { status: 'running', startedAt: 5000, pausedAt: 0, ...timer }, 5000 + seconds * 1000);

  test.for([
    [-0.4, '10:00 ahead'],
    [0, '10:00 ahead'],
    [599, '0:01 ahead'],
    [600, 'on time'],
    [750.9, 'on time'],
    [751, '0:01 behind'],
    [5000, '1:10:50 behind'],
  ] as const)('%d s after the start the talk is %s', ([seconds, text]) => expect(after(seconds)).toBe(text));

  test('nothing is told of a timer that does not run yet', () => {
    expect(after(700, { status: 'stopped', startedAt: 0 })).toBe('');
  });

  test('a paused timer stands where it was paused', () => {
    expect(after(9999, { status: 'paused', pausedAt: 5000 + 540_000 })).toBe('1:00 ahead');
  });
});
