import { expect, test } from 'vitest';
import { failureOf } from '../../../scripts/languages/rust/compiler-failure.ts';
import type { RunResult } from '../../../scripts/system/run.ts';

/** What rustc's end means, by how it ended. */
const ENDS: [string, Partial<RunResult>, unknown][] = [
  ['well', { exitCode: 0 }, undefined],
  ['with errors', { exitCode: 1 }, undefined],
  ['by our clock', { signal: 'SIGKILL', cutOff: 'time' }, 'time'],
  ['for want of memory', { signal: 'SIGABRT', stderr: 'memory allocation of 64 bytes failed' }, 'memory'],
  ['with a panic', { exitCode: 101 }, 'crash'],
  ['with an overflow of its stack', { signal: 'SIGSEGV' }, 'crash'],
];

test.for(ENDS)('a rustc that ended %s', ([, end, ended]) => {
  expect(failureOf({ stdout: '', stderr: '', ...end }, 60)?.ended).toBe(ended);
});

test.for(['SIGKILL', 'SIGTERM', 'SIGINT'])(
  'a rustc that somebody ended with %s blames no program',
  signal => {
    expect(failureOf({ stdout: '', stderr: '', signal }, 60)).toEqual({
      reason: `rustc was ended by ${signal}`,
    });
  },
);
