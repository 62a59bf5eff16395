import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { serveLive } from '../support/live-deck.ts';
import { HAS_BROWSER, lendBrowser, shownSlide, waitForHeading, withVisit } from '../support/browser.ts';
import { copyOfObservatory, edit, temporaryFolder } from '../support/scratch.ts';
import { serveUnder } from '../support/site.ts';

const ENTRY = '.oxideck/dev-engineers/slides.md';
const OPENING = 'slides/sections/opening.md';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('live', { scope: 'file' }, ({}, { onCleanup }) => serveLive(copyOfObservatory(), onCleanup))
  .extend('elsewhere', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder.dir, 'index.html'), '<!DOCTYPE html><title>Elsewhere</title><body></body>');
    const site = await serveUnder('', folder.dir);
    onCleanup(() => {
      site.close();
      folder[Symbol.dispose]();
    });
    return Number(new URL(site.origin).port);
  });

/** Answers for a host that the test's browser does not know: its own requests go on. */
async function answerFor(page: Page, host: string): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', request => {
    if (new URL(request.url()).hostname !== host) return void request.continue();
    void request.respond({ contentType: 'text/html', body: '<!DOCTYPE html><title>Elsewhere</title>' });
  });
}

/** Sends what a form could to every endpoint that writes, as a page of another origin. */
function sendAsForm(page: Page, target: string, hostile: string): Promise<string[]> {
  return page.evaluate(
    async (origin, content) => {
      const bodies: [string, string][] = [
        ['/__slidev/slides/2.json', JSON.stringify({ content })],
        ['/__slidev/slides/2.json', JSON.stringify({ frontmatter: { mcp: true } })],
        ['/__slidev/slides/2.json', '{'],
        ['/@server-ref/nav', JSON.stringify({ patch: { page: 5 } })],
        ['/@server-reactive/nav', JSON.stringify({ patch: { page: 5 } })],
        [
          '/@server-reactive/drawings',
          JSON.stringify({ patch: { 2: '<image href="x" onerror="hit = 1">' } }),
        ],
        ['/@server-ref/__proto__.polluted', JSON.stringify({ data: 1 })],
        ['/@server-ref/nav', '{'],
        ['/__mcp', '{}'],
      ];
      const outcomes: string[] = [];
      for (const [path, body] of bodies) {
        const sent = fetch(origin + path, { method: 'POST', mode: 'no-cors', body });
        outcomes.push(
          await sent.then(
            ({ type }) => type,
            () => 'refused',
          ),
        );
      }
      return outcomes;
    },
    target,
    hostile,
  );
}

describe.skipIf(!HAS_BROWSER)('dev, visited beside a hostile page', () => {
  test.for(['127.0.0.1', 'x.localhost', 'elsewhere.example'])(
    'keeps its deck, its token and its programs from a page of %s',
    async (name, { browser, live, elsewhere, expect: check }) => {
      const before = readFileSync(join(live.dir, ENTRY), 'utf8');
      await withVisit(browser, async ({ page }) => {
        await page.goto(`${live.origin}/#/2`);
        await waitForHeading(page, 'One dome, two kinds of patience');
        const other = await page.browserContext().newPage();
        if (name !== '127.0.0.1') await answerFor(other, name);
        await other.goto(`http://${name}:${elsewhere}/`);
        const hostile = `# Taken\n\n<script setup>\nglobalThis.stolen = document.getElementById('oxideck-live').textContent\n</script>\n`;
        for (const outcome of await sendAsForm(other, live.origin, hostile)) {
          check(['opaque', 'refused']).toContain(outcome);
        }
        // As long as hot reload would need.
        await sleep(1500);
        check(readFileSync(join(live.dir, ENTRY), 'utf8')).toBe(before);
        check(await page.evaluate('globalThis.stolen')).toBeUndefined();
        check((await shownSlide(page))?.heading).toBe('One dome, two kinds of patience');
        check(page.url()).toMatch(/#\/2$/);
        await other.close();
      });
    },
  );

  test('still shows an edit within seconds', async ({ browser, live }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${live.origin}/#/3`);
      await waitForHeading(page, 'Each tooth is worth a degree');
      const start = performance.now();
      edit(live.dir, OPENING, 'Each tooth is worth a degree', 'A tooth, a degree');
      await waitForHeading(page, 'A tooth, a degree');
      expect(performance.now() - start).toBeLessThan(15_000);
    });
  });

  test('still moves a second window with the presenter’s, and shows there what is drawn', async ({
    browser,
    live,
  }) => {
    await withVisit(browser, async ({ page: room }) => {
      await room.goto(`${live.origin}/#/2`);
      await waitForHeading(room, 'One dome, two kinds of patience');
      const speaker = await room.browserContext().newPage();
      const failed: string[] = [];
      speaker.on('response', answer => {
        if (answer.status() >= 400) failed.push(`${answer.status()} ${answer.url()}`);
      });
      await speaker.goto(`${live.origin}/#/presenter/2`);
      await speaker.waitForSelector('.slidev-presenter');
      await expect
        .poll(() => speaker.evaluate(() => document.body.innerText), { timeout: 30_000 })
        .toContain('Turn the crank once');
      await speaker.bringToFront();
      const drawings = (page: Page) =>
        page.evaluate(() => document.querySelectorAll('svg path[fill^="#"]').length);
      const before = await drawings(room);
      await speaker.evaluate(() =>
        document.querySelector<HTMLElement>('[title="Show drawing toolbar"]')?.click(),
      );
      const slide = await speaker.waitForSelector('#slide-container');
      const box = await slide?.boundingBox();
      if (!box) throw new Error('the presenter view shows no slide');
      await speaker.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
      await speaker.mouse.down();
      await speaker.mouse.move(box.x + box.width / 2, box.y + box.height / 3, { steps: 5 });
      await speaker.mouse.up();
      await expect.poll(() => drawings(room), { timeout: 10_000 }).toBeGreaterThan(before);
      await speaker.keyboard.press('Escape');
      await speaker.keyboard.press('PageDown');
      await expect.poll(() => room.url(), { timeout: 10_000 }).not.toMatch(/#\/2$/);
      expect(failed).toEqual([]);
    });
  });
});
