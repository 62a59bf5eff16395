import { writeFile } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { finishPdf, type PdfFacts } from './finish-pdf.ts';

/** Prints the slides of a deck's print page, a slide a page, tagged and outlined. */
export async function printSlides(
  page: Page,
  file: string,
  titles: readonly string[],
  facts: Omit<PdfFacts, 'outline'>,
): Promise<void> {
  // The break after the last slide would be an empty page.
  await page.addStyleTag({ content: '.print-slide-container:last-child { break-after: auto !important; }' });
  const printed = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  const outline = titles.map((title, index) => ({ title, page: index }));
  await writeFile(file, await finishPdf(printed, { ...facts, outline }));
}
