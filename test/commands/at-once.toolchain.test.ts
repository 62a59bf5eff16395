import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fixture, ROOT } from '../support/fixtures.ts';
import { readFolder } from '../support/folders.ts';
import { runOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, temporaryFolder } from '../support/scratch.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../support/tools.ts';

const BOOK = relative(ROOT, fixture('markdown-check/harbour.md'));

function classesIn(stdout: string): string[] {
  return (JSON.parse(stdout).programs as { class: string }[]).map(entry => entry.class);
}

test.skipIf(!HAS_RUSTC || !HAS_PYTHON)(
  'checks of one talk at once all end well, and leave one sound record',
  async () => {
    using talk = copyOfObservatory();
    using cache = temporaryFolder();
    const folder = join(talk.dir, 'snippets/verified');
    const check = (...options: string[]) =>
      runOxideck(['check', '--talk', talk.dir, ...options], { XDG_CACHE_HOME: cache.dir });
    rmSync(folder, { recursive: true });
    const ends = await Promise.all([check(), check('--fresh'), check('--isolate')]);
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const after = readFolder(folder);
    expect((await check('--locked')).exitCode).toBe(0);
    rmSync(folder, { recursive: true });
    await check();
    expect(after).toEqual(readFolder(folder));
  },
);

test.skipIf(!HAS_RUSTC)(
  'checks of one file at once say the same, also while their cache is deleted',
  async () => {
    using cache = temporaryFolder();
    const check = () =>
      runOxideck(['check', BOOK, '--json', '--edition', '2021'], { XDG_CACHE_HOME: cache.dir });
    const alone = classesIn((await check()).stdout);
    expect(new Set(alone)).toEqual(new Set(['passed', 'failed', 'ignored', 'not-rust']));
    let checking = true;
    const deleting = (async () => {
      while (checking) {
        rmSync(join(cache.dir, 'oxideck'), { recursive: true, force: true, maxRetries: 5 });
        await setTimeout(20);
      }
    })();
    const ends = await Promise.all([check(), check()]).finally(() => (checking = false));
    await deleting;
    for (const { stdout } of ends) expect(classesIn(stdout)).toEqual(alone);
  },
);
