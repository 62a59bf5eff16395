import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fixture, ROOT } from '../support/fixtures.ts';
import { copyOf } from '../support/temporary.ts';
import { HAS_RUSTC } from '../support/tools.ts';

test.skipIf(!HAS_RUSTC).for(['SIGINT', 'SIGTERM'] as const)(
  'check that is ended by %s ends with 130 and leaves nothing behind',
  async signal => {
    using copy = copyOf(fixture('talks/endless'));
    using scratch = copyOf(fixture('no-talk'));
    const env = { ...process.env, TMPDIR: scratch.dir };
    const args = ['scripts/oxideck.mjs', 'check', '--talk', copy.dir];
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', chunk => (told += chunk));
    await waitFor(() => readdirSync(scratch.dir).some(name => name.startsWith('oxideck-')));
    child.kill(signal);
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, told }).toEqual({ exitCode: 130, told: expect.stringContaining('interrupted') });
    expect(readdirSync(scratch.dir).filter(name => name.startsWith('oxideck-'))).toEqual([]);
    expect(existsSync(`${copy.dir}/snippets/verified`)).toBe(false);
  },
);

async function waitFor(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !condition(); tries++) await setTimeout(50);
  expect(condition()).toBe(true);
}
