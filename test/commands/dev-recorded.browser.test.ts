import type { Page } from 'puppeteer';
import { describe, expect, test as base } from 'vitest';
import { HAS_BROWSER, lendBrowser, shownSlide, withVisit } from '../support/browser.ts';
import { fixture } from '../support/fixtures.ts';
import { startOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, edit, lineOf } from '../support/scratch.ts';
import { freePort } from '../support/site.ts';

/** Where no tool is found. */
const BARE = { PATH: fixture('no-talk') };
const SNIPPET = 'snippets/examples/blinks.rs';
const COUNTING = 'slides/sections/counting.md';
const TIMES = "light.split('.').filter(|flash| !flash.is_empty()).count()";

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('live', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOfObservatory();
    edit(copy.dir, SNIPPET, TIMES, `${TIMES} * 2`);
    const port = await freePort();
    const running = startOxideck(
      ['dev', 'engineers', '--talk', copy.dir, '--port', String(port)],
      BARE,
      200_000,
    );
    onCleanup(() => {
      running.kill();
      copy[Symbol.dispose]();
    });
    const said = await running.says(/notes +http:\S+/);
    return { dir: copy.dir, said, address: `http://127.0.0.1:${port}/` };
  });

async function waitForText(page: Page, text: string): Promise<void> {
  const shows = async () => (await shownSlide(page).catch(() => undefined))?.text.includes(text) ?? false;
  await expect.poll(shows, { timeout: 30_000, message: `the slide shows ${text}` }).toBe(true);
}

describe.skipIf(!HAS_BROWSER)('dev without a verdict on record, and without rustc', () => {
  test('starts, and names the place of the program', ({ live }) => {
    const line = lineOf(live.dir, COUNTING, 'blinks.rs#count');
    expect(live.said).toMatch(new RegExp(`error\\[unverified\\][^]*${COUNTING}:${line}\\b`));
    expect(live.said).toMatch(/help: .*oxideck doctor/);
  });

  test('says in the slide that it is not verified, and claims nothing of it', async ({ browser, live }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await page.goto(`${live.address}#/4`);
      await waitForText(page, 'count() * 2');
      const { text } = await shownSlide(page);
      expect(text).toContain('not verified');
      expect(text).toContain('is not in the record, and rustc is not installed');
      expect(text).not.toMatch(/\bran\b|rustc \d/);
      const outputs = await page.$$eval('.ox-output', all => all.filter(one => one.checkVisibility()));
      expect(outputs).toHaveLength(0);
      expect(complaints).toEqual([]);
    });
  });

  test('goes on: other slides are shown as recorded, and follow their edits', async ({ browser, live }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${live.address}#/3`);
      await waitForText(page, 'Each tooth is worth a degree');
      edit(live.dir, 'slides/sections/opening.md', 'Each tooth is worth a degree', 'A tooth, a degree');
      await waitForText(page, 'A tooth, a degree');
    });
  });

  test('shows the verdict again, once the program is the one on record', async ({ browser, live }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${live.address}#/4`);
      await waitForText(page, 'not verified');
      edit(live.dir, SNIPPET, `${TIMES} * 2`, TIMES);
      await waitForText(page, '4 blinks');
      expect((await shownSlide(page)).text).toMatch(/\bran\b.*rustc \d/);
    });
  });
});
