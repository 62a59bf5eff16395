import { ProtocolError, TimeoutError } from 'puppeteer';
import { expect, test } from 'vitest';
import { ExitCode } from '../../scripts/diagnostics/exit-code.ts';
import { toFailure } from '../../scripts/diagnostics/failure.ts';

test.for([new TimeoutError('30000 ms exceeded'), new ProtocolError('Target closed')])(
  'a browser that fails is no fault of ours: $name',
  thrown => {
    const { exitCode, message, help } = toFailure(thrown);
    expect(exitCode).toBe(ExitCode.toolMissing);
    expect(message).toBe(`the browser failed: ${thrown.message}`);
    expect(help).toContain('OXIDECK_BROWSER');
  },
);

test('what nobody has thought of is a fault of ours, without its stack', () => {
  const { exitCode, message } = toFailure(new RangeError('too deep'));
  expect(exitCode).toBe(ExitCode.internalFault);
  expect(message).toBe("a fault of Oxideck's own: too deep");
});
