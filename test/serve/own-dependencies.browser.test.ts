import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER, lendBrowser, shownSlide, waitForHeading, withVisit } from '../support/browser.ts';
import { startOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory } from '../support/scratch.ts';
import { freePort } from '../support/site.ts';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('live', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOfObservatory();
    const port = await freePort();
    const args = ['dev', 'apprentices', '--talk', copy.dir, '--port', String(port), '--no-open'];
    const running = startOxideck(args, {}, 280_000);
    onCleanup(() => {
      running.kill();
      copy[Symbol.dispose]();
    });
    return { said: await running.says(/notes +http:\S+/), address: `http://127.0.0.1:${port}/` };
  });

describe.skipIf(!HAS_BROWSER)('a live deck of a talk that lies elsewhere', () => {
  test('moves code as one that lies beside Oxideck', async ({ browser, live }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await page.goto(`${live.address}#/13`);
      await waitForHeading(page, 'From a refusal to a quiet night, in three steps');
      const text = async () => (await shownSlide(page).catch(() => undefined))?.text ?? '';
      await expect.poll(text, { timeout: 30_000 }).toContain('rejected');
      expect(await text()).toContain('stars.push');
      expect(complaints).toEqual([]);
    });
  });

  test('has nothing that Slidev asks for in vain', ({ live }) => {
    expect(live.said).not.toContain('Failed to resolve');
  });
});
