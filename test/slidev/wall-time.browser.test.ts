import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { fixture } from '../support/fixtures.ts';
import { readPdf } from '../support/pdf.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { serveUnder } from '../support/site.ts';
import { copyOf } from '../support/temporary.ts';

const LINE = /^Wall time [\d.,]+\s(?:s|ms) · median of 5, [\d.,]+ to [\d.,]+ · (?:Python|rustc) .* \d{4}$/;

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('dist', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOf(fixture('talks/regatta'));
    await buildDecks(['crew', '--talk', copy.dir, '--formats', 'web,pdf,handout']);
    onCleanup(() => copy[Symbol.dispose]());
    return join(copy.dir, 'dist');
  });

describe.skipIf(!HAS_BROWSER)('a wall time', () => {
  test('stands under the output of each program whose slide asks for it, large enough to read', async ({
    browser,
    dist,
  }) => {
    const site = await serveUnder('/dist', dist);
    try {
      await withVisit(browser, async ({ page, complaints }) => {
        await page.goto(`${site.address}/crew/#/2`);
        await page.waitForSelector('.ox-time', { visible: true });
        const lines = await page.$$eval('.ox-time', all =>
          all
            .filter(line => line.checkVisibility())
            .map(line => ({
              text: line.textContent?.replace(/\s+/g, ' ').trim(),
              size: parseFloat(getComputedStyle(line).fontSize),
              below: line.previousElementSibling?.className,
            })),
        );
        expect(lines).toHaveLength(2);
        for (const { text, size, below } of lines) {
          expect(text).toMatch(LINE);
          expect(size).toBeGreaterThanOrEqual(18);
          expect(below).toBe('ox-output');
        }
        expect(complaints).toEqual([]);
      });
    } finally {
      site.close();
    }
  });

  test('is told on paper too: on the slides, and in the handout beside the whole program', async ({
    dist,
  }) => {
    const [slides, handout] = await Promise.all(
      ['crew.pdf', 'crew-handout.pdf'].map(file => readPdf(join(dist, 'crew', file))),
    );
    const toldIn = (text = '') => text.match(/Walltime/g) ?? [];
    expect(toldIn(slides?.text)).toHaveLength(2);
    // The slide in small, and the listing of each.
    expect(toldIn(handout?.text)).toHaveLength(4);
  });
});
