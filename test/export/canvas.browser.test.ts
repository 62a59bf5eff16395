import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { withServer } from '../../scripts/browser/serve.ts';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { fixture } from '../support/fixtures.ts';
import { readPdf } from '../support/pdf.ts';
import { buildDecks, runOxideck } from '../support/run-oxideck.ts';
import { temporaryFolder } from '../support/scratch.ts';

const SCREENS = fixture('talks/screens');
const EMU_PER_INCH = 914_400;
/** `laptop` says no ratio of its own: it has the talk's. */
const DECKS = [
  { id: 'wide', width: 1280, height: 720 },
  { id: 'laptop', width: 1280, height: 800 },
  { id: 'standard', width: 1280, height: 960 },
];
const SLIDES = 4;

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('out', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    onCleanup(() => folder[Symbol.dispose]());
    const out = join(folder.dir, 'out');
    await buildDecks(['--talk', SCREENS, '--formats', 'web,pdf,png,pptx', '--out', out]);
    return out;
  });

describe.skipIf(!HAS_BROWSER).for(DECKS)('a deck of $width × $height', ({ id, width, height }) => {
  test('prints pages of that size, one a slide', async ({ out }) => {
    const { pages } = await readPdf(join(out, id, `${id}.pdf`));
    const sizes = pages.map(page => [page.width, page.height]);
    expect(sizes).toEqual(Array.from({ length: SLIDES }, () => [width * 0.75, height * 0.75]));
  });

  test('has pictures of that shape, whose edges are all slide', async ({ out, browser }) => {
    await withVisit(browser, async ({ page }) => {
      for (let number = 1; number <= SLIDES; number++) {
        const picture = await edgesOf(page, readFileSync(join(out, id, 'png', `0${number}.png`)));
        expect([picture.width, picture.height]).toEqual([1920, height * 1.5]);
        expect(picture.brightest).toBeLessThan(100);
      }
    });
  });

  test('fills a page of PowerPoint', async ({ out }) => {
    const zip = await JSZip.loadAsync(readFileSync(join(out, id, `${id}.pptx`)));
    const text = async (name: string) => (await zip.file(name)?.async('string')) ?? '';
    const [across, down] = [Math.round((7.5 * EMU_PER_INCH * width) / height), 7.5 * EMU_PER_INCH];
    expect(await text('ppt/presentation.xml')).toContain(`<p:sldSz cx="${across}" cy="${down}"`);
    expect(await text('ppt/slides/slide2.xml')).toContain(`<a:ext cx="${across}" cy="${down}"/>`);
  });

  test('fills a screen of that shape', async ({ out, browser }) => {
    await withServer(join(out, id), address =>
      withVisit(browser, async ({ page }) => {
        await page.setViewport({ width, height });
        await page.goto(`${address}/#/2`, { waitUntil: 'networkidle0' });
        await page.waitForSelector('.slidev-layout h1');
        expect(
          await page.evaluate(() => {
            const shown = [...document.querySelectorAll('.slidev-layout')].find(each => each.clientWidth > 0);
            const { left, top, width, height } = shown?.getBoundingClientRect() ?? new DOMRect();
            return [left, top, width, height].map(Math.round);
          }),
        ).toEqual([0, 0, width, height]);
        const screen = await edgesOf(page, Buffer.from(await page.screenshot()));
        expect(screen.brightest).toBeLessThan(100);
      }),
    );
  });
});

test.skipIf(!HAS_BROWSER)('decks of all shapes pass the lint of the layout', async () => {
  const { exitCode, stderr } = await runOxideck(
    ['check', '--layout', '--fresh', '--talk', SCREENS],
    {},
    240_000,
  );
  expect(stderr).not.toMatch(/^(error|warning)/m);
  expect(exitCode).toBe(0);
});

/** The size of a PNG, and how bright the brightest point of its outermost pixels is, from 0 to 255. */
function edgesOf(page: Page, png: Buffer): Promise<{ width: number; height: number; brightest: number }> {
  return page.evaluate(async data => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const { width, height } = image;
    const pen = new OffscreenCanvas(width, height).getContext('2d');
    pen?.drawImage(image, 0, 0);
    const edges = [
      [0, 0, width, 1],
      [0, height - 1, width, 1],
      [0, 0, 1, height],
      [width - 1, 0, 1, height],
    ] as const;
    const values = edges.flatMap(([x, y, w, h]) => [...(pen?.getImageData(x, y, w, h).data ?? [])]);
    return { width, height, brightest: Math.max(...values.filter((_, index) => index % 4 < 3)) };
  }, png.toString('base64'));
}
