import { expect, test } from 'vitest';
import { ExitCode } from '../../scripts/diagnostics/exit-code.ts';

test('exit codes stay what scripts rely on', () => {
  expect(ExitCode).toEqual({
    done: 0,
    contentHasProblems: 1,
    usage: 2,
    toolMissing: 3,
    internalFault: 4,
    interrupted: 130,
  });
});
