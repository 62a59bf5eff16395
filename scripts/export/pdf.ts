import { writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer';
import { finishPdf, type PdfFacts } from './finish-pdf.ts';
import { withPrintPage } from './print-page.ts';

/** Prints a built deck, a slide a page, tagged and outlined. */
export async function printSlides(
  browser: Browser,
  webDir: string,
  file: string,
  titles: readonly string[],
  facts: Omit<PdfFacts, 'outline'>,
): Promise<void> {
  const printed = await withPrintPage(browser, webDir, titles.length, async page => {
    // The break after the last slide would be an empty page.
    await page.addStyleTag({
      content: '.print-slide-container:last-child { break-after: auto !important; }',
    });
    return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  });
  const outline = titles.map((title, page) => ({ title, page }));
  await writeFile(file, await finishPdf(printed, { ...facts, outline }));
}
