import { expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { copyOfObservatory } from '../support/scratch.ts';

test('a deck that was not built is not presented, and the way to build it is told', () => {
  using copy = copyOfObservatory();
  const { exitCode, stderr } = oxideck(['--talk', copy.dir, 'present', 'engineers', '--no-open']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('the deck for `engineers` is not built');
  expect(stderr).toContain('run `oxideck build engineers`');
});
