import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDecks, runOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, hashFolder } from '../support/scratch.ts';

/** Web decks need no browser to be built; only Slidev is slow. */
test('two builds of one talk, and a check of it, at once make what each makes alone', async () => {
  using talk = copyOfObservatory();
  const build = (name: string, ...options: string[]) =>
    buildDecks([
      'stargazers',
      '--talk',
      talk.dir,
      '--formats',
      'web',
      '--out',
      join(talk.dir, name),
      ...options,
    ]);
  const whole = build('whole');
  const short = build('short', '--minutes', '3');
  const check = runOxideck(['check', '--talk', talk.dir, '--fresh']);
  const told = (await Promise.all([whole, short])).map(({ stderr }) => stderr).join('');
  expect((await check).exitCode).toBe(0);
  expect(told.match(/waiting for another build of this talk: process \d+ holds/g)).toHaveLength(1);
  expect(existsSync(join(talk.dir, '.oxideck/build.lock'))).toBe(false);
  await build('whole-alone');
  await build('short-alone', '--minutes', '3');
  const [both, alone] = [
    ['whole', 'short'],
    ['whole-alone', 'short-alone'],
  ].map(names => names.map(name => hashFolder(join(talk.dir, name))));
  expect(both).toEqual(alone);
  expect(both?.[0]).not.toEqual(both?.[1]);
});
