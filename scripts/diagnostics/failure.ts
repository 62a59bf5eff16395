import { CommanderError } from 'commander';
import { DISK_FULL } from '../system/disk-full.ts';
import { ExitCode } from './exit-code.ts';
import { OxideckError } from './problem.ts';

/** What the system says when a folder cannot be used: no fault of ours. */
const REFUSED = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'];

/** Puppeteer's errors where a browser is too slow, or ends: https://pptr.dev/api/puppeteer.puppeteererror */
const BROWSER_FAILED = ['TimeoutError', 'ProtocolError', 'TargetCloseError', 'ConnectionClosedError'];

/** Whatever was thrown as an error that a person can act on, with its exit code. */
export function toFailure(thrown: unknown): OxideckError {
  if (thrown instanceof OxideckError) return thrown;
  if (thrown instanceof CommanderError) {
    return new OxideckError(ExitCode.usage, thrown.message.replace(/^error: /, ''));
  }
  const { code, path, message } = thrown as NodeJS.ErrnoException;
  if (DISK_FULL.includes(code ?? '')) {
    return new OxideckError(ExitCode.usage, message, 'make room, also where temporary files are kept');
  }
  if (REFUSED.includes(code ?? '')) {
    const help = `make ${path ?? 'it'} readable and writable, or name another folder`;
    return new OxideckError(ExitCode.usage, message, help);
  }
  if (BROWSER_FAILED.includes((thrown as Error).name)) {
    const help =
      'run it again when the machine is less busy; if that is in vain, set OXIDECK_BROWSER to another browser';
    return new OxideckError(ExitCode.toolMissing, `the browser failed: ${message}`, help);
  }
  return new OxideckError(
    ExitCode.internalFault,
    `a fault of Oxideck's own: ${thrown instanceof Error ? message : String(thrown)}`,
    'run it again with OXIDECK_DEBUG=1 to see where it happened',
  );
}
