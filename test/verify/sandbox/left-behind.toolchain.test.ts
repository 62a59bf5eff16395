import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fixture } from '../../support/fixtures.ts';
import { isRunning } from '../../support/processes.ts';
import { HAS_RUSTC } from '../../support/tools.ts';
import { verifyCopyOf } from '../../support/verify-talk.ts';

test.skipIf(!HAS_RUSTC)('what a program leaves running is ended with it', async () => {
  const start = performance.now();
  const { programs } = await verifyCopyOf(fixture('talks/verdicts/leaves-a-child'));
  const pid = Number(programs[0]?.verdict?.stdout[0]);
  expect(pid).toBeGreaterThan(1);
  // The child sleeps for 30 s: to wait for it would take longer than this.
  expect(performance.now() - start).toBeLessThan(20_000);
  for (let tries = 0; tries < 20 && isRunning(pid); tries++) await setTimeout(100);
  expect(isRunning(pid)).toBe(false);
});
