import type { Browser, Page } from 'puppeteer';
import { withBrowser } from '../../scripts/browser/browser.ts';
import { findBrowser } from '../../scripts/browser/find-browser.ts';

export const HAS_BROWSER = (await findBrowser()) !== undefined;

if (!HAS_BROWSER) {
  process.stderr.write('browser tests: SKIPPED: no browser is installed, so nothing is opened or printed\n');
}

/** A browser for which no host exists but this machine, to be closed when a file's tests are over. */
export function lendBrowser(
  {}: object,
  { onCleanup }: { onCleanup(close: () => Promise<void>): void },
): Promise<Browser> {
  return new Promise((resolve, reject) => {
    const over = Promise.withResolvers<void>();
    const lent = withBrowser(new AbortController().signal, browser => {
      resolve(browser);
      return over.promise;
    });
    lent.catch(reject);
    onCleanup(async () => {
      over.resolve();
      await lent;
    });
  });
}

export interface Visit {
  page: Page;
  /** The addresses that were asked for, and what went wrong. */
  requests: string[];
  complaints: string[];
}

/** Slidev's own, on any deck: its popups before they are needed, and a screen that no test keeps awake. */
const KNOWN = /Failed to patch FloatingVue|wake ?lock/i;

/** Opens a page of its own, and listens to what it asks for and complains about. */
export async function withVisit<T>(browser: Browser, use: (visit: Visit) => Promise<T>): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 720 });
    const visit: Visit = { page, requests: [], complaints: [] };
    const complain = (text: string) => !KNOWN.test(text) && visit.complaints.push(text);
    page.on('request', request => visit.requests.push(request.url()));
    page.on('requestfailed', request => {
      // A page that is left drops what it was waiting for.
      const reason = request.failure()?.errorText;
      if (reason !== 'net::ERR_ABORTED') complain(`${request.url()}: ${reason}`);
    });
    page.on('response', answer => answer.status() >= 400 && complain(`${answer.url()}: ${answer.status()}`));
    page.on('pageerror', error => complain(String(error)));
    page.on('console', message => message.type() === 'error' && complain(message.text()));
    return await use(visit);
  } finally {
    await context.close();
  }
}

/** The text of the slide that is shown, heading and all, with the quotes that its author typed. */
export function shownSlide(page: Page): Promise<{ heading: string; text: string }> {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.slidev-page')].find(
      slide => slide.offsetParent !== null && getComputedStyle(slide).display !== 'none',
    );
    const text = (element: HTMLElement | null | undefined) =>
      (element?.innerText ?? '').replace(/\s+/g, ' ').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').trim();
    return { heading: text(shown?.querySelector('h1')), text: text(shown) };
  });
}

/** Waits until a slide with this heading is shown. */
export async function waitForHeading(page: Page, heading: string, timeout = 30_000): Promise<void> {
  const end = Date.now() + timeout;
  let seen = '';
  while (Date.now() < end) {
    // The page may just be loading again.
    seen = await shownSlide(page).then(
      slide => slide.heading,
      () => seen,
    );
    if (seen === heading) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`the page shows ${JSON.stringify(seen)}, not ${JSON.stringify(heading)}`);
}
