import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixtures.ts';
import { isRunning } from '../support/processes.ts';

test.skipIf(process.platform === 'win32').for(['SIGKILL', 'SIGTERM'] as const)(
  'a process that runs for another one ends with it, also by %s',
  async signal => {
    const parent = spawn(process.execPath, [fixture('processes/holds-group.mjs')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(told.toString());
    expect(isRunning(pid)).toBe(true);
    parent.kill(signal);
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
  },
);
