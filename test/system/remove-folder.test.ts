import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeFolder } from '../../scripts/system/remove-folder.ts';
import { fixture } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';

const NOBODY = 65534;
const IS_ROOT = process.getuid?.() === 0;

test.skipIf(process.platform === 'win32')('a folder is removed, whatever rights were taken away', () => {
  using folder = temporaryFolder();
  chmodSync(folder.dir, 0o777);
  const made = join(folder.dir, 'run');
  const paths = [made, join(made, 'a'), join(made, 'a/b')];
  for (const path of paths) mkdirSync(path);
  writeFileSync(join(made, 'a/b/c'), '');
  for (const path of paths) if (IS_ROOT) chownSync(path, NOBODY, NOBODY);
  for (const path of paths.reverse()) chmodSync(path, 0);
  const script = fixture('processes/remove-folder.mjs');
  const { stderr, status } = spawnSync(process.execPath, [script, made, `${NOBODY}`], { encoding: 'utf8' });
  expect({ stderr, status, left: existsSync(made) }).toEqual({ stderr: '', status: 0, left: false });
});

test('a folder that is not there is no fault', async () => {
  await expect(removeFolder(join(fixture(), 'no-such-folder'))).resolves.toBeUndefined();
});
