import { test as base, describe, expect } from 'vitest';
import { attack, attackByForm } from '../support/attack-page.ts';
import { serveLive } from '../support/live-deck.ts';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { openSlide, pressRun, waitForPanel, writeProgram } from '../support/run-button.ts';
import { BLINKS, copyOfRunnableTalk } from '../support/runnable-talk.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { serveUnder } from '../support/site.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('live', { scope: 'file' }, ({}, { onCleanup }) => serveLive(copyOfRunnableTalk(), onCleanup));

describe.skipIf(!HAS_BROWSER)('dev', () => {
  test.skipIf(!HAS_RUSTC)('runs and stops what was written into the slide', async ({ browser, live }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await openSlide(page, `${live.origin}/#/${BLINKS}`);
      await writeProgram(page, 'fn main() {\n    println!("{}", 6 * 7);\n    let n: u8 = "7";\n}');
      await pressRun(page);
      const rejected = await waitForPanel(page, 'E0308');
      expect(rejected).toContain('program.rs:3:17');
      await writeProgram(page, 'fn main() { println!("{}", 6 * 7); loop { std::thread::yield_now() } }');
      await pressRun(page);
      await waitForPanel(page, /running[\s\S]*42/);
      await page.keyboard.press('Escape');
      await waitForPanel(page, /^stopped[\s\S]*42/);
      expect(complaints).toEqual([]);
    });
  });

  test('gives a page from elsewhere nothing', async ({ browser, live }) => {
    using folder = temporaryFolder();
    const elsewhere = await serveUnder('', folder.dir);
    try {
      await withVisit(browser, async ({ page }) => {
        await page.goto(`${elsewhere.origin}/`);
        const { 'posts text, opaquely': opaque, ...loot } = await attack(page, live.origin);
        expect(['opaque: ', 'refused']).toContain(opaque);
        for (const [name, got] of Object.entries(loot)) expect([name, got]).toEqual([name, 'refused']);
        expect((await attackByForm(page, live.origin)).status).toBe(403);
      });
    } finally {
      elsewhere.close();
    }
  });

  test('is served under no name but its own', async ({ live }) => {
    const { request } = await import('node:http');
    const status = await new Promise(resolve => {
      request(live.origin, { headers: { host: 'rebound.example' } }, answer =>
        resolve(answer.statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });
});
