import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { takeHovers } from '../../../scripts/verify/hovers/take-hovers.ts';
import { fixture } from '../../support/fixtures.ts';
import { ORCHARD, ORCHARD_PROGRAMS } from '../../support/orchard.ts';
import { findProcesses } from '../../support/processes.ts';
import { temporaryFolder } from '../../support/scratch.ts';

/** What a broken rust-analyzer does, and what is said of it. */
const BROKEN = [
  { name: 'hanging', failure: 'it did not answer within 0.4 s' },
  { name: 'dying', failure: 'it ended by itself' },
  { name: 'babbling', failure: /^it (?:sent what is no message|did not answer within 0\.4 s)$/ },
  { name: 'missing', failure: /^it cannot be started: .*ENOENT/ },
];

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.for(BROKEN)('a $name rust-analyzer', ({ name, failure }) => {
  test('gives no hovers, and is ended whole', async () => {
    using temporary = temporaryFolder();
    vi.stubEnv('TMPDIR', temporary.dir);
    const analyzer = {
      executable: fixture(`processes/${name}-server.sh`),
      ...{ version: 'rust-analyzer 0.0.0', library: '/', cfg: [] },
    };
    const taken = await takeHovers(ORCHARD_PROGRAMS, { analyzer, talkDir: ORCHARD, startTimeout: 400 });
    expect(taken).toEqual({
      hovers: new Map(),
      failure: typeof failure === 'string' ? failure : expect.stringMatching(failure),
    });
    expect(findProcesses('none', temporary.dir)).toEqual([]);
  });
});

test.for([
  ['hangs', 'it did not answer within 0.4 s'],
  ['dies', 'it ended by itself'],
] as const)('what a server has answered before it %s is kept', async ([name, failure]) => {
  using temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary.dir);
  const executable = join(temporary.dir, `${name}.mjs`);
  symlinkSync(fixture('processes/tires-server.mjs'), executable);
  const analyzer = { executable, version: 'rust-analyzer 0.0.0', library: '/', cfg: [] };
  const taken = await takeHovers(ORCHARD_PROGRAMS, { analyzer, talkDir: ORCHARD, timeout: 400 });
  expect(taken.failure).toBe(failure);
  expect([...taken.hovers.keys()]).toEqual(ORCHARD_PROGRAMS.slice(0, 1));
  expect(findProcesses('none', temporary.dir)).toEqual([]);
});

test('an interrupted question ends the server too', async () => {
  using temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary.dir);
  const analyzer = {
    executable: fixture('processes/hanging-server.sh'),
    ...{ version: 'rust-analyzer 0.0.0', library: '/', cfg: [] },
  };
  const signal = AbortSignal.timeout(200);
  const taken = await takeHovers(ORCHARD_PROGRAMS, { analyzer, talkDir: ORCHARD, signal });
  expect(taken).toEqual({ hovers: new Map(), failure: 'it was interrupted' });
  expect(findProcesses('none', temporary.dir)).toEqual([]);
});
