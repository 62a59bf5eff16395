import { expect, test } from 'vitest';
import { CAN_SUPERVISE, unenforcedLimits } from '../../scripts/system/limits.ts';

test.runIf(CAN_SUPERVISE)('every limit holds where there is a supervisor', () => {
  expect(unenforcedLimits(true)).toEqual([]);
});

test('without a supervisor nobody watches processes and what they write', () => {
  expect(unenforcedLimits(false)).toEqual(expect.arrayContaining(['processes', 'disk']));
});
