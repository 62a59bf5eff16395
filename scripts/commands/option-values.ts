import { InvalidArgumentError } from 'commander';
import { MAX_PORT } from '../system/max-port.ts';

const RE_DECIMAL = /^\d+(?:\.\d+)?$/;
const RE_WHOLE = /^\d+$/;

/** @throws InvalidArgumentError unless the text is a decimal number above 0 */
export function readMinutes(text: string): number {
  const minutes = Number(text);
  if (RE_DECIMAL.test(text) && minutes > 0 && Number.isFinite(minutes)) return minutes;
  throw new InvalidArgumentError('write a number above 0, such as 20 or 7.5.');
}

/** @throws InvalidArgumentError unless the text is a TCP port in decimal digits */
export function readPort(text: string): number {
  const port = Number(text);
  if (RE_WHOLE.test(text) && port >= 1 && port <= MAX_PORT) return port;
  throw new InvalidArgumentError(`write a whole number from 1 to ${MAX_PORT}.`);
}

/** What commas separate, without the spaces around it. */
export function readList(text: string): string[] {
  return text.split(',').map(part => part.trim());
}
