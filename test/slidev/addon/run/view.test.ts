import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEnd } from '../../../../scripts/serve/run-live.ts';
import {
  addSaid,
  outcomeOfRun,
  readable,
  recordedView,
  type Said,
} from '../../../../scripts/slidev/addon/run/view.ts';

const SAID = fc.record({ stream: fc.constantFrom('stdout' as const, 'stderr' as const), text: fc.string() });

describe('what a program says', () => {
  test('is kept whole and in its order, and one stream after the other', () => {
    fc.assert(
      fc.property(fc.array(SAID), pieces => {
        const said = pieces.reduce<Said[]>(addSaid, []);
        expect(said.map(({ text }) => text).join('')).toBe(pieces.map(({ text }) => text).join(''));
        for (const [index, { stream }] of said.entries()) expect(said[index - 1]?.stream).not.toBe(stream);
      }),
    );
  });

  test('is text, without colours, and stdout is as it was printed', () => {
    const text = '\x1b[1;31m<b>red</b>\x1b[0m panicked at program.rs:3:5';
    expect(readable({ stream: 'stderr', text }, -1)).toBe('<b>red</b> panicked at program.rs:2:5');
    expect(readable({ stream: 'stdout', text: 'panicked at program.rs:3:5' }, -1)).toContain(':3:5');
    expect(readable({ stream: 'stdout', text: 'a\r\nuser\u202enimda\u0007' }, 0)).toBe(
      'a\nuser\\u{202e}nimda\\u{7}',
    );
  });
});

test.for<[RunEnd, string, string]>([
  [{ exitCode: 0 }, 'accepted', 'ran'],
  [{ exitCode: 101 }, 'panics', 'ran, exit 101'],
  [{ signal: 'SIGSEGV' }, 'panics', 'ended by SIGSEGV'],
  [{ rejected: true }, 'rejected', 'rejected'],
  [
    { stopped: 'it ran for 10 s and was ended', signal: 'SIGKILL' },
    'panics',
    'it ran for 10 s and was ended',
  ],
  [{}, 'muted', 'not run'],
])('%o is told as %s: %s', ([end, kind, word]) => {
  expect(outcomeOfRun(end)).toEqual({ kind, word });
});

describe('what is recorded', () => {
  const recorded = { stdout: '4 blinks', stderr: '', rejected: false, exitCode: 0, by: 'rustc 1.95.0' };

  test('is shown as such, with the tool that was asked', () => {
    expect(recordedView(recorded, false)).toEqual({
      kind: 'accepted',
      word: 'recorded: ran',
      place: 'the Playground does not answer; recorded by rustc 1.95.0',
      said: [{ stream: 'stdout', text: '4 blinks\n' }],
    });
  });

  test('is not shown as what an edited program says', () => {
    expect(recordedView(recorded, true).place).toContain('before your edit');
  });
});
