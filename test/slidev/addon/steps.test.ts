import { expect, test } from 'vitest';
import { stepAt } from '../../../scripts/slidev/addon/steps.ts';

test('each step has the clicks of its highlights, and the last one stays', () => {
  const steps = [{ clicks: 1 }, { clicks: 2 }, { clicks: 1 }];
  expect([0, 1, 2, 3, 4, 99].map(clicks => stepAt(steps, clicks))).toEqual([0, 1, 1, 2, 2, 2]);
});
