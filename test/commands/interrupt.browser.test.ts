import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER } from '../support/browser.ts';
import { buildDecks, expectNoTrace, type RunningOxideck, startOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, edit, hashFolder, temporaryFolder } from '../support/scratch.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const PROGRAM = 'snippets/examples/blinks.rs';
/** What Slidev's loader keeps for its next run, and what a browser that is killed has no time to remove. */
const NOT_OURS = /^(jiti|\.org\.chromium\..*)$/;

/** A talk with a good deck in `dist`, and what that held. */
const test = base.extend('talk', { scope: 'file' }, async ({}, { onCleanup }) => {
  const copy = copyOfObservatory();
  onCleanup(() => copy[Symbol.dispose]());
  await buildDecks(['engineers', '--talk', copy.dir, '--formats', 'web']);
  return { dir: copy.dir, dist: hashFolder(join(copy.dir, 'dist')) };
});

/** Interrupts a build when it has come this far; nothing may be left but what was there. */
async function interrupt(
  talk: { dir: string; dist: Record<string, string> },
  until: (building: RunningOxideck) => Promise<unknown>,
): Promise<string> {
  using folder = temporaryFolder();
  const building = startOxideck(['build', '--talk', talk.dir], { TMPDIR: folder.dir });
  try {
    await until(building);
    const asked = Date.now();
    building.interrupt();
    const run = await building.end;
    expect(run.exitCode).toBe(130);
    expect(Date.now() - asked).toBeLessThan(5000);
    expectNoTrace(run);
    expect(run.stderr).toMatch(/interrupted/);
    expect(run.stderr).not.toMatch(/fault of Oxideck|built +\d/);
    expect(building.orphans(talk.dir)).toEqual([]);
    expect(hashFolder(join(talk.dir, 'dist'))).toEqual(talk.dist);
    expect(readdirSync(talk.dir).filter(name => name.startsWith('.dist'))).toEqual([]);
    expect(readdirSync(folder.dir).filter(name => !NOT_OURS.test(name))).toEqual([]);
    return run.stderr;
  } finally {
    building.kill();
  }
}

describe.skipIf(!HAS_BROWSER)('Ctrl-C', () => {
  test('while Slidev builds ends the build and leaves nothing behind', async ({ talk }) => {
    const said = await interrupt(talk, async building => {
      await building.says(/check +\d/);
      await sleep(1200);
    });
    expect(said).not.toMatch(/web, \d+ slides/);
  });

  test('while the browser prints ends it and leaves nothing behind', async ({ talk }) => {
    await interrupt(talk, building => building.says(/web, \d+ slides/));
  });

  test.skipIf(!HAS_RUSTC)(
    'while a program runs ends the check and leaves nothing behind',
    async ({ talk }) => {
      const sign = join(talk.dir, 'it-runs');
      const body = `std::fs::write(${JSON.stringify(sign)}, "").unwrap();\n    std::thread::sleep(std::time::Duration::MAX);`;
      edit(talk.dir, PROGRAM, 'fn main() {', `fn main() {\n    ${body}`);
      try {
        const said = await interrupt(talk, () =>
          expect.poll(() => existsSync(sign), { timeout: 9000 }).toBe(true),
        );
        expect(said).not.toMatch(/check +\d/);
      } finally {
        edit(talk.dir, PROGRAM, `\n    ${body}`, '');
      }
    },
  );

  test('leaves a talk that the next build can build', async ({ talk }) => {
    await buildDecks(['engineers', '--talk', talk.dir, '--formats', 'web']);
    expect(hashFolder(join(talk.dir, 'dist'))).toEqual(talk.dist);
  });
});
