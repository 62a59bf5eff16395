import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { serveLive } from '../support/live-deck.ts';
import { HAS_BROWSER, lendBrowser, shownSlide, waitForHeading, withVisit } from '../support/browser.ts';
import { expectNoTrace, startOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, edit, lineOf } from '../support/scratch.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const SNIPPET = 'snippets/examples/blinks.rs';
const OPENING = 'slides/sections/opening.md';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('live', { scope: 'file' }, ({}, { onCleanup }) => serveLive(copyOfObservatory(), onCleanup));

/** Waits until the slide that is shown has this text. */
async function waitForText(page: Page, text: string, timeout = 30_000): Promise<void> {
  const shows = async () => (await shownSlide(page).catch(() => undefined))?.text.includes(text) ?? false;
  await expect.poll(shows, { timeout, message: `the slide shows ${text}` }).toBe(true);
}

describe.skipIf(!HAS_BROWSER)('dev', () => {
  test('serves the deck on the port that was asked for, notes and all, to this machine alone', async ({
    browser,
    live,
  }) => {
    const address = `http://127.0.0.1:${live.port}/`;
    expect(live.said).toContain(address);
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${address}#/2`);
      await waitForHeading(page, 'One dome, two kinds of patience');
      await page.goto(`${address}#/presenter/2`);
      const notes = () => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));
      await expect
        .poll(notes, { timeout: 30_000 })
        .toContain('Turn the crank once, slowly, so that they hear it.');
      expect(await notes()).not.toContain('brightest star');
      await expect.poll(notes).toContain('Opening ends at 2:00');
    });
  });

  test('gives the page all that it asks for, the fonts of the theme included', async ({ browser, live }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await page.goto(`http://127.0.0.1:${live.port}/#/4`);
      await waitForText(page, '4 blinks');
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      expect(complaints).toEqual([]);
    });
  });

  test('shows an edited section in the open page', async ({ browser, live }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`http://127.0.0.1:${live.port}/#/3`);
      await waitForHeading(page, 'Each tooth is worth a degree');
      edit(live.dir, OPENING, 'Each tooth is worth a degree', 'A tooth, a degree');
      await waitForHeading(page, 'A tooth, a degree');
      expect(page.url()).toMatch(/#\/3$/);
    });
  });

  test.skipIf(!HAS_RUSTC)(
    'verifies an edited snippet, and shows its code and its output',
    async ({ browser, live }) => {
      await withVisit(browser, async ({ page }) => {
        await page.goto(`http://127.0.0.1:${live.port}/#/4`);
        await waitForText(page, '4 blinks');
        edit(
          live.dir,
          SNIPPET,
          "light.split('.').filter(|flash| !flash.is_empty()).count()",
          "light.split('.').count() * 7",
        );
        await waitForText(page, 'count() * 7');
        await waitForText(page, '35 blinks');
      });
    },
  );

  test.skipIf(!HAS_RUSTC)(
    'keeps the deck while a program is wrong, says so, and goes on when it is mended',
    async ({ browser, live }) => {
      await withVisit(browser, async ({ page }) => {
        await page.goto(`http://127.0.0.1:${live.port}/#/4`);
        await waitForHeading(page, 'The program counts every blink');
        edit(live.dir, SNIPPET, 'count() * 7', 'count() * "7"');
        const said = await live.running.says(/cannot multiply `usize` by `&'static str`|E0277[\s\S]*help/);
        const line = lineOf(live.dir, 'slides/sections/counting.md', 'blinks.rs#count');
        expect(said).toMatch(new RegExp(`slides/sections/counting\\.md:${line}\\b`));
        await page.goto(`http://127.0.0.1:${live.port}/#/2`);
        await waitForHeading(page, 'One dome, two kinds of patience');
        // A person takes a moment, too.
        await sleep(500);
        edit(live.dir, SNIPPET, 'count() * "7"', 'count() * 8');
        await page.goto(`http://127.0.0.1:${live.port}/#/4`);
        await waitForText(page, '40 blinks');
      });
    },
  );

  test('keeps the last good deck while the talk has a problem', async ({ browser, live }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`http://127.0.0.1:${live.port}/#/3`);
      edit(live.dir, OPENING, 'id: teeth-of-a-wheel', 'id: One Wheel');
      expect(await live.running.says(/the last good deck stays/)).toMatch(/opening\.md:\d+/);
      await page.reload();
      await waitForText(page, 'The wheel turns once a day.');
      edit(live.dir, OPENING, 'id: One Wheel', 'id: teeth-of-a-wheel');
      edit(live.dir, OPENING, 'The wheel turns once a day.', 'The wheel turns once a night.');
      await waitForText(page, 'The wheel turns once a night.');
    });
  });

  test('works twice for one audience, each in a folder of its own', async ({ browser, live }) => {
    const second = startOxideck(['dev', 'engineers', '--talk', live.dir, '--port', String(live.port)]);
    try {
      const [address = ''] = /http:\S+(?=\/#)/.exec(await second.says(/notes +http:\S+/)) ?? [];
      expect(address).not.toContain(`:${live.port}`);
      await withVisit(browser, async ({ page }) => {
        await page.goto(`${address}/#/3`);
        await waitForText(page, 'The wheel turns once a night.');
        edit(live.dir, OPENING, 'The wheel turns once a night.', 'The wheel turns once a year.');
        await waitForText(page, 'The wheel turns once a year.');
        await page.goto(`http://127.0.0.1:${live.port}/#/3`);
        await waitForText(page, 'The wheel turns once a year.');
      });
      const made = readdirSync(join(live.dir, '.oxideck')).filter(name => name.startsWith('dev-'));
      expect(made.toSorted()).toEqual([
        'dev-engineers',
        'dev-engineers-2',
        'dev-engineers-2.lock',
        'dev-engineers.lock',
      ]);
    } finally {
      second.interrupt();
      await second.end;
    }
  });

  test('ends with Ctrl-C, and its server with it', async ({ live }) => {
    live.running.interrupt();
    const run = await live.running.end;
    expect(run.exitCode).toBe(130);
    expectNoTrace(run);
    await expect.poll(() => live.running.orphans(), { timeout: 5000 }).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${live.port}/`)).rejects.toThrow('fetch failed');
  });
});
