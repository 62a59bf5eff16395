import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER, lendBrowser, shownSlide, waitForHeading, withVisit } from '../support/browser.ts';
import { fixture } from '../support/fixtures.ts';
import { readPdf, squeeze } from '../support/pdf.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { serveUnder } from '../support/site.ts';
import { copyOf } from '../support/temporary.ts';

const HEADINGS = {
  gcd: [2, 'The largest number that divides both'],
  share: [3, 'Shares, and none for nobody'],
  steps: [4, 'Steps to one'],
  mean: [5, 'The middle, rounded or not'],
} as const;

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('dist', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    onCleanup(() => folder[Symbol.dispose]());
    const dist = join(folder.dir, 'dist');
    await buildDecks(['--talk', fixture('talks/arithmetic'), '--out', dist, '--formats', 'web,pdf']);
    return dist;
  })
  .extend('site', { scope: 'file' }, async ({ dist }, { onCleanup }) => {
    const site = await serveUnder('/some/where', dist);
    onCleanup(site.close);
    return site;
  });

async function open(page: Page, address: string, slide: keyof typeof HEADINGS): Promise<void> {
  const [number, heading] = HEADINGS[slide];
  await page.goto(`${address}/clerks/#/${number}`);
  await waitForHeading(page, heading);
}

/** What the program of the slide that is shown says: its result, its message. */
function said(page: Page): Promise<{ result: string; message: string }> {
  return page.evaluate(() => {
    const panel = [...document.querySelectorAll<HTMLElement>('.ox-wasm')].find(
      it => it.offsetParent !== null,
    );
    const text = (selector: string) => panel?.querySelector(selector)?.textContent ?? '';
    return { result: text('output'), message: text('[role=status]') };
  });
}

/** Waits until the program says this. */
async function expectSaid(page: Page, expected: { result?: string; message: string }): Promise<void> {
  await expect.poll(() => said(page), { timeout: 10_000 }).toMatchObject(expected);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await page.locator(`::-p-aria([name="${label}"][role="textbox"])`).click({ count: 3 });
  await page.keyboard.press('Backspace');
  await page.keyboard.type(text);
}

describe.skipIf(!HAS_BROWSER)('a Rust program in a slide', () => {
  test('answers what a person types, to the last digit of 64 bits', async ({ browser, site }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await open(page, site.address, 'gcd');
      await expectSaid(page, { result: '9007199254740993', message: '' });
      await type(page, 'b', '18446744073709551615');
      await type(page, 'a', '18446744073709551610');
      await expectSaid(page, { result: '5', message: '' });
      await type(page, 'a', '18446744073709551615');
      await expectSaid(page, { result: '18446744073709551615', message: '' });
      expect(complaints).toEqual([]);
    });
  });

  test.for([
    ['', 'Heads: a whole number from -2147483648 to 2147483647'],
    ['many', 'Heads: a whole number from -2147483648 to 2147483647'],
    ['1e9', 'Heads: a whole number from -2147483648 to 2147483647'],
    ['9'.repeat(300), 'Heads: a whole number from -2147483648 to 2147483647'],
    ['NaN', 'Heads: a whole number from -2147483648 to 2147483647'],
    ['0', 'it panicked'],
  ] as const)(
    'says a few words where %s was typed, and goes on',
    async ([text, message], { browser, site }) => {
      await withVisit(browser, async ({ page, complaints }) => {
        await open(page, site.address, 'share');
        await type(page, 'Heads', text);
        await expectSaid(page, { message });
        await type(page, 'Heads', '6');
        await expectSaid(page, { result: '200', message: '' });
        expect(complaints).toEqual([]);
      });
    },
  );

  test('is ended when it does not end, while the page stays alive', async ({ browser, site }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await open(page, site.address, 'steps');
      await type(page, 'start', '0');
      await expect(page.evaluate(() => 1 + 1)).resolves.toBe(2);
      await expectSaid(page, { result: '111', message: 'it was ended after 2 s' });
      await type(page, 'start', '97');
      await expectSaid(page, { result: '118', message: '' });
      expect(complaints).toEqual([]);
    });
  });

  test('is used by keyboard alone, which then turns the slides again', async ({ browser, site }) => {
    await withVisit(browser, async ({ page }) => {
      await open(page, site.address, 'share');
      const slider = await page.waitForSelector('::-p-aria([name="Coins, to drag"][role="slider"])');
      await slider?.focus();
      await page.keyboard.press('ArrowRight');
      await expectSaid(page, { result: '185', message: '' });
      expect((await shownSlide(page)).heading).toBe(HEADINGS.share[1]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowRight');
      await waitForHeading(page, HEADINGS.steps[1]);
    });
  });

  test('takes a yes or a no, and names all that can be changed', async ({ browser, site }) => {
    await withVisit(browser, async ({ page }) => {
      await open(page, site.address, 'mean');
      await page.locator('::-p-aria([name="rounded"][role="checkbox"])').click();
      await expectSaid(page, { result: '2', message: '' });
      const unnamed = await page.$$eval(
        '.ox-wasm input',
        inputs => inputs.filter(it => !it.labels?.length && !it.ariaLabel).length,
      );
      expect(unnamed).toBe(0);
    });
  });

  test('is shown in letters that the last row can read, within its slide', async ({ browser, site }) => {
    await withVisit(browser, async ({ page }) => {
      for (const slide of Object.keys(HEADINGS) as (keyof typeof HEADINGS)[]) {
        await open(page, site.address, slide);
        const found = await page.evaluate(() => {
          const panel = [...document.querySelectorAll<HTMLElement>('.ox-wasm')].find(
            it => it.offsetParent !== null,
          );
          const parts = [
            ...(panel?.querySelectorAll('label, input[type=text], output, .ox-wasm-message') ?? []),
          ];
          return {
            smallest: Math.min(...parts.map(part => parseFloat(getComputedStyle(part).fontSize))),
            bottom: panel?.getBoundingClientRect().bottom ?? Infinity,
          };
        });
        expect(found.smallest).toBeGreaterThanOrEqual(24);
        expect(found.bottom).toBeLessThanOrEqual(720 - 72);
      }
    });
  });

  test('follows the presenter in the page of the audience', async ({ browser, site }) => {
    const context = await browser.createBrowserContext();
    try {
      const [hall, stage] = [await context.newPage(), await context.newPage()];
      await open(hall, site.address, 'steps');
      await stage.setViewport({ width: 1280, height: 720 });
      await stage.goto(`${site.address}/clerks/#/presenter/${HEADINGS.steps[0]}`);
      await type(stage, 'start', '7');
      await expectSaid(stage, { result: '16', message: '' });
      await hall.bringToFront();
      await expectSaid(hall, { result: '16', message: '' });
    } finally {
      await context.close();
    }
  });

  test('comes with its slide and not before, from the deck alone', async ({ browser, site }) => {
    await withVisit(browser, async ({ page, requests, complaints }) => {
      const modules = () => requests.filter(address => address.endsWith('.wasm'));
      await page.goto(`${site.address}/clerks/#/1`);
      await waitForHeading(page, 'Sums that answer');
      expect(modules()).toEqual([]);
      await open(page, site.address, 'gcd');
      await expect.poll(modules).toHaveLength(1);
      expect(modules()[0]).toMatch(/\/some\/where\/clerks\/wasm\/sums-[0-9a-f]{8}\.wasm$/);
      expect(
        requests.filter(address => !address.startsWith(site.origin) && !/^(data|blob):/.test(address)),
      ).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  test('says so where it cannot be loaded', async ({ browser, dist }) => {
    using copy = copyOf(dist);
    rmSync(join(copy.dir, 'clerks/wasm'), { recursive: true });
    const site = await serveUnder('/some/where', copy.dir);
    await withVisit(browser, async ({ page }) => {
      await open(page, site.address, 'gcd');
      await expectSaid(page, { result: '9007199254740993', message: 'the program cannot be loaded' });
    });
    site.close();
  });

  test('stands in print with the result of its first values, and runs no more', async ({
    browser,
    site,
    dist,
  }) => {
    const pages = (await readPdf(join(dist, 'clerks/clerks.pdf'))).pages.map(page => page.text);
    for (const [slide, result] of [
      ['gcd', '9007199254740993'],
      ['share', '171'],
      ['steps', '111'],
      ['mean', '1.75'],
    ] as const) {
      expect(pages[HEADINGS[slide][0] - 1]).toContain(squeeze(result));
    }
    expect(pages.join('')).not.toContain(squeeze('a call'));
    await withVisit(browser, async ({ page, requests }) => {
      await page.goto(`${site.address}/clerks/?print=true#/print`, { waitUntil: 'networkidle0' });
      expect(requests.filter(address => /\.wasm|worker/.test(address))).toEqual([]);
    });
  });

  test('costs a deck without one nothing', ({ dist }) => {
    const folder = join(dist, 'readers');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    );
    expect(files.map(file => file.name).filter(name => /wasm|worker/i.test(name))).toEqual([]);
    for (const file of files.filter(({ name }) => /\.(js|css|html)$/.test(name))) {
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain('ox-wasm');
    }
  });
});
