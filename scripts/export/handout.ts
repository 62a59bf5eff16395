import { readFile, writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer';
import { finishPdf, type PdfFacts } from './finish-pdf.ts';
import type { Handout } from './handout-html.ts';
import { withPrintPage } from './print-page.ts';

/**
 * Prints the handout. The slides are those of the built deck's print page, moved into the handout's own page, so
 * that text and links in the thumbnails are real; nothing of the notes is ever in the deck's folder.
 */
export async function printHandout(
  browser: Browser,
  webDir: string,
  file: string,
  handout: Handout,
  options: { slides: number; paper: 'A4' | 'Letter'; stylesheet: string },
  facts: Omit<PdfFacts, 'outline'>,
): Promise<void> {
  const css = await readFile(options.stylesheet, 'utf8');
  const printed = await withPrintPage(browser, webDir, options.slides, async page => {
    await page.addStyleTag({ content: `${css}\n@page { size: ${options.paper} portrait; }` });
    await page.evaluate(
      (html, title) => {
        const slides = [...document.querySelectorAll('.print-slide-container')];
        const template = document.createElement('template');
        template.innerHTML = html;
        for (const slot of template.content.querySelectorAll('[data-slide]')) {
          const slide = slides[Number(slot.getAttribute('data-slide')) - 1];
          if (!slide) continue;
          // The outline and a reader's list of headings are the handout's own.
          for (const heading of slide.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
            heading.setAttribute('role', 'paragraph');
          }
          slot.append(slide);
        }
        document.documentElement.classList.remove('dark');
        document.documentElement.classList.add('paper');
        document.documentElement.style.setProperty('--ox-handout-title', JSON.stringify(title));
        document.body.replaceChildren(template.content);
        document.title = title;
      },
      handout.html,
      facts.title,
    );
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  });
  await writeFile(file, await finishPdf(printed, { ...facts, outline: handout.headings }));
}
