import type { Browser, Page } from 'puppeteer';
import type { Canvas } from '../talk/canvas.ts';
import { withServer } from './serve.ts';

/** How long a deck may take to show all its slides, in milliseconds. */
const PATIENCE = 120_000;

/**
 * Lends the built deck's print page, with every slide there and every font and image loaded.
 *
 * @param steps whether each slide is there once for each of its clicks, or once as it is after the last
 */
export async function withPrintPage<T>(
  browser: Browser,
  webDir: string,
  canvas: Canvas,
  slides: number,
  use: (page: Page) => Promise<T>,
  steps = false,
): Promise<T> {
  return withServer(webDir, async address => {
    const page = await browser.newPage();
    try {
      await page.setViewport({ width: canvas.width, height: canvas.height });
      // A slide's code arrives after its container, and shows nothing until then: only an idle network tells. On a
      // busy machine it idles before there is any slide, too.
      await page.goto(`${address}/?print=${steps ? 'clicks' : 'true'}#/print`, {
        timeout: PATIENCE,
        waitUntil: 'networkidle0',
      });
      await page.waitForFunction(
        expected => {
          const pages = [...document.querySelectorAll('.print-slide-container [data-slidev-no]')];
          const shown = new Set(pages.map(each => each.getAttribute('data-slidev-no'))).size;
          return shown === expected && !document.querySelector('.slidev-slide-loading');
        },
        { timeout: PATIENCE },
        slides,
      );
      await page.evaluate(async () => {
        await document.fonts.ready;
        await Promise.all([...document.images].map(image => image.decode().catch(() => undefined)));
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      });
      return await use(page);
    } finally {
      await page.close().catch(() => undefined);
    }
  });
}
