import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { finishPdf, type PdfFacts } from './finish-pdf.ts';
import type { Handout } from './handout-html.ts';

/**
 * Prints the handout, and leaves the page as one: the slides of the deck's print page are moved into it, so that
 * text and links in the thumbnails are real. Nothing of the notes is ever in the deck's folder.
 */
export async function printHandout(
  page: Page,
  file: string,
  handout: Handout,
  options: { paper: 'A4' | 'Letter'; stylesheet: string },
  facts: Omit<PdfFacts, 'outline'>,
): Promise<void> {
  const css = await readFile(options.stylesheet, 'utf8');
  await page.addStyleTag({ content: `${css}\n@page { size: ${options.paper} portrait; }` });
  await page.evaluate(becomeHandout, handout.html, facts.title);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const printed = await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
  });
  await writeFile(file, await finishPdf(printed, { ...facts, outline: handout.headings }));
}

/** Runs in the browser. */
function becomeHandout(html: string, title: string): void {
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
}
