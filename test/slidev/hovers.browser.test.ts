import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { ORCHARD } from '../support/orchard.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { serveUnder } from '../support/site.ts';
import { copyOf } from '../support/temporary.ts';

const SLIDES = { baskets: 2, types: 3, stolen: 4, pressed: 5 };

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('address', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOf(ORCHARD);
    await buildDecks(['--talk', copy.dir, '--formats', 'web']);
    const site = await serveUnder('/dist', join(copy.dir, 'dist'));
    onCleanup(() => {
      site.close();
      copy[Symbol.dispose]();
    });
    return site.address;
  });

async function show(page: Page, address: string, deck: string, slide: keyof typeof SLIDES): Promise<void> {
  await page.goto(`${address}/${deck}/#/${SLIDES[slide]}`);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.ox-program')].some(element => element.checkVisibility()),
  );
  await settle(page);
}

/** Longer than a popover waits to open or to close. */
const settle = (page: Page) => page.evaluate(() => new Promise(resolve => setTimeout(resolve, 400)));

async function name(page: Page, text: string): Promise<ElementHandle<HTMLElement>> {
  for (const known of await page.$$('.ox-known')) {
    const is = await known.evaluate(
      (element, text) => element.textContent === text && element.checkVisibility(),
      text,
    );
    if (is) return known as ElementHandle<HTMLElement>;
  }
  throw new Error(`no \`${text}\` has a hover`);
}

/** What stands in the popover that is open; an empty list when none is. */
const told = (page: Page) =>
  page.$$eval('.ox-hover:popover-open', boxes =>
    boxes.map(box => (box as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
  );

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

const SIZES = [
  { width: 1280, height: 720 },
  { width: 390, height: 780 },
  { width: 700, height: 420 },
] as const;

/** Goes from the last name to the first, and answers where each stands, and what is told of it. */
const placesOfHovers = (page: Page) =>
  page.evaluate(async () => {
    const found: { box: DOMRect; rect: DOMRect }[] = [];
    const names = [...document.querySelectorAll<HTMLElement>('.ox-known')].filter(name =>
      name.checkVisibility(),
    );
    for (const name of [...names, ...names.toReversed()]) {
      name.focus();
      await new Promise(resolve => setTimeout(resolve, 30));
      const box = document.querySelector('.ox-hover:popover-open');
      if (box) found.push({ box: box.getBoundingClientRect(), rect: name.getBoundingClientRect() });
    }
    return found.map(({ box, rect }) => ({ box: box.toJSON() as DOMRect, rect: rect.toJSON() as DOMRect }));
  });

const GRAMS = "let grams: Iter<'_, u32>";

describe.skipIf(!HAS_BROWSER)('a name', () => {
  test('tells what it is while the pointer is over it', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await show(page, address, 'growers', 'baskets');
      expect(await told(page)).toEqual([]);
      await (await name(page, 'grams')).hover();
      await settle(page);
      expect(await told(page)).toEqual([GRAMS]);
      const size = await page.$eval('.ox-hover:popover-open code', code => getComputedStyle(code).fontSize);
      expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(18);
      await page.mouse.move(2, 2);
      await settle(page);
      expect(await told(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  test('tells the first sentence of its documentation', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'growers', 'types');
      await (await name(page, 'insert')).hover();
      await settle(page);
      expect(await told(page)).toEqual([
        'pub fn insert(&mut self, k: K, v: V) -> Option<V> Inserts a key-value pair into the map.',
      ]);
    });
  });

  test('tells it at a click, and no slide turns', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'growers', 'stolen');
      const before = page.url();
      await (await name(page, 'thief')).click();
      await settle(page);
      expect(await told(page)).toEqual(['let thief: Vec<i32>']);
      expect(page.url()).toBe(before);
      await page.keyboard.press('Escape');
      await settle(page);
      expect(await told(page)).toEqual([]);
      expect(page.url()).toBe(before);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(url => location.href !== url, {}, before);
    });
  });

  test('tells it at a tap, until one elsewhere', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await page.setViewport({ width: 1280, height: 720, hasTouch: true });
      await show(page, address, 'growers', 'baskets');
      const before = page.url();
      await (await name(page, 'grams')).tap();
      await settle(page);
      expect(await told(page)).toEqual([GRAMS]);
      await page.touchscreen.tap(640, 600);
      await settle(page);
      expect(await told(page)).toEqual([]);
      expect(page.url()).toBe(before);
    });
  });

  test('is reached by one Tab, and the next ones by arrows', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'growers', 'baskets');
      const before = page.url();
      expect(
        await page.$$eval('.ox-known[tabindex="0"]', all => all.filter(one => one.checkVisibility()).length),
      ).toBe(1);
      await (await name(page, 'weight')).focus();
      await settle(page);
      expect(await told(page)).toEqual(['fn weight(&self) -> u32 Adds the weights of all apples, in grams.']);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await settle(page);
      expect(await focused(page)).toBe('grams');
      expect(await told(page)).toEqual([GRAMS]);
      const described = await page.evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-describedby') ?? '';
        return document.getElementById(id)?.textContent?.trim();
      });
      expect(described).toBe(GRAMS);
      await page.keyboard.press('Escape');
      await settle(page);
      expect(await told(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await settle(page);
      expect(await told(page)).toEqual([GRAMS]);
      expect(page.url()).toBe(before);
    });
  });

  test('tells it in the whole program too, where Escape closes no more than that', async ({
    browser,
    address,
  }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await show(page, address, 'growers', 'baskets');
      await page.keyboard.press('w');
      await page.waitForSelector('dialog.ox-whole[open]');
      const apples = await page.waitForSelector('dialog .ox-known ::-p-text(Basket)');
      await apples?.hover();
      await settle(page);
      expect(await told(page)).toEqual(['struct Basket A basket of apples.']);
      await page.keyboard.press('Escape');
      await settle(page);
      expect(await told(page)).toEqual([]);
      expect(await page.$$('dialog.ox-whole[open]')).toHaveLength(1);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog.ox-whole[open]'));
      expect(complaints).toEqual([]);
    });
  });

  test('tells what it is in the step that is shown, once all has moved', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await show(page, address, 'growers', 'pressed');
      const tells = async (text: string) => {
        await (await name(page, text)).hover();
        await settle(page);
        return told(page);
      };
      expect(await tells('pressed')).toEqual(['let pressed: Vec<i32>']);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => tells('sum').catch(String), { timeout: 5000 }).toHaveLength(1);
      expect(await tells('pressed')).toEqual(['let pressed: f64']);
      const code = await page.$eval(
        '.shiki-magic-move-container',
        element => (element as HTMLElement).innerText,
      );
      expect(code.replaceAll('\u00a0', ' ')).toContain(
        'let pressed: f64 = pears.iter().map(|&pear| f64::from(pear)).sum();',
      );
      // What opens under a pointer that stays would lie over the name.
      await page.mouse.move(2, 2);
      await page.keyboard.press('ArrowLeft');
      await expect
        .poll(() => tells('pressed').catch(String), { timeout: 5000 })
        .toEqual(['let pressed: Vec<i32>']);
      expect(complaints).toEqual([]);
    });
  });

  test('is told right beside it, and within the window, whatever its size becomes', async ({
    browser,
    address,
  }) => {
    await withVisit(browser, async ({ page }) => {
      for (const slide of ['baskets', 'types', 'stolen', 'pressed'] as const) {
        await page.setViewport(SIZES[0]);
        await show(page, address, 'growers', slide);
        for (const size of SIZES) {
          await page.setViewport(size);
          await settle(page);
          const places = await placesOfHovers(page);
          expect(places.length).toBeGreaterThan(2);
          for (const { box, rect } of places) {
            expect(box.left).toBeGreaterThanOrEqual(0);
            expect(box.right).toBeLessThanOrEqual(size.width);
            expect(Math.min(Math.abs(box.top - rect.bottom), Math.abs(rect.top - box.bottom))).toBeLessThan(
              6,
            );
          }
        }
      }
    });
  });

  test('says nothing where its audience wants none, nor on paper', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, requests }) => {
      await show(page, address, 'pickers', 'types');
      expect(await page.$$('.ox-known, .ox-hover')).toHaveLength(0);
      expect(requests.filter(request => /hovers/i.test(request))).toEqual([]);
      await page.goto(`${address}/growers/?print=true#/print`);
      await page.waitForSelector('.ox-program');
      await settle(page);
      expect(await page.$$('.ox-known')).toHaveLength(0);
    });
  });

  test('shows its type where the fence asks for it, and gives its own text to who copies', async ({
    browser,
    address,
  }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'pickers', 'types');
      const lines = await page.$$eval('.ox-program .slidev-code .line', all =>
        all.filter(line => line.checkVisibility()).map(line => line.textContent),
      );
      expect(lines[0]).toBe('let mut weights = HashMap::new();');
      const types = await page.$$eval('.ox-type', all =>
        all.map(type => getComputedStyle(type, '::after').content),
      );
      expect(types).toEqual(['": HashMap<&str, f64>"', '": &&str"', '": &f64"', '": usize"']);
    });
  });
});
