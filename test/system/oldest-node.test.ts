import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tooOld } from '../../scripts/system/oldest-node.mjs';
import { fixture, ROOT } from '../support/fixtures.ts';

test.for([
  ['v20.20.2', 'Node 22.18 or later is needed, and this is v20.20.2'],
  ['v22.17.1', 'Node 22.18 or later is needed, and this is v22.17.1'],
  ['', 'Node 22.18 or later is needed, and there is none'],
  ['v22.18.0', undefined],
  ['v24.21.0', undefined],
])('of Node %s is said: %s', ([version, expected]) => {
  expect(tooOld(version ?? '')).toBe(expected);
});

test('on a Node that is too old, a command says so and ends', () => {
  const preload = fixture('processes/old-node.mjs');
  const args = [`--import=${preload}`, join(ROOT, 'scripts/oxideck.mjs'), 'plan', 'execs'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toBe(
    'error: Node 22.18 or later is needed, and this is v20.20.2\n' +
      '  = help: `npm run oxideck -- …` takes the one that `npm run build` installs\n',
  );
});
