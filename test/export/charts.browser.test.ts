import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { chartsOf } from '../support/chart-text.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { HAS_BROWSER, lendBrowser, waitForHeading, withVisit } from '../support/browser.ts';
import { fixture } from '../support/fixtures.ts';
import { readPdf, squeeze } from '../support/pdf.ts';
import { deckFor } from '../support/real-talk.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { serveUnder } from '../support/site.ts';

const ALMANAC = fixture('talks/almanac');
const { talk } = readTalk(ALMANAC);

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('dist', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    onCleanup(() => folder[Symbol.dispose]());
    const dist = join(folder.dir, 'dist');
    await buildDecks(['--talk', ALMANAC, '--out', dist]);
    return dist;
  })
  .extend('site', { scope: 'file' }, async ({ dist }, { onCleanup }) => {
    const site = await serveUnder('/some/where', dist);
    onCleanup(site.close);
    return site;
  });

describe.skipIf(!HAS_BROWSER).for(['keepers', 'sailors'])('the charts of %s', id => {
  const { slides } = deckFor(talk, id);
  const charts = slides.flatMap((slide, index) =>
    chartsOf(slide).map(chart => ({ slide, page: index + 2, chart })),
  );
  const names = charts.map(({ chart }) => chart.alt.replace(/\s+/g, ' ').trim());

  test('have their names, large text within their slides, and the colours of the page', async ({
    browser,
    site,
  }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      for (const [index, { slide, page: number }] of charts.entries()) {
        await page.goto(`${site.address}/${id}/#/${number}`);
        await waitForHeading(page, slide.title);
        const found = await page.evaluate(async () => {
          await document.fonts.ready;
          const drawn = [...document.querySelectorAll('.slidev-page')]
            .find(element => (element as HTMLElement).offsetParent !== null)
            ?.querySelector('.ox-chart svg[role=img]');
          const box = drawn?.closest('.slidev-layout')?.getBoundingClientRect();
          const texts = [...(drawn?.querySelectorAll('text') ?? [])];
          const rust = getComputedStyle(document.documentElement).getPropertyValue('--ox-rust');
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.color = rust;
          const fills = [...(drawn?.querySelectorAll('rect, circle, text') ?? [])];
          return {
            name: drawn?.getAttribute('aria-label'),
            smallest: Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize))),
            outside: texts
              .filter(text => {
                const own = text.getBoundingClientRect();
                const frame = drawn?.getBoundingClientRect();
                if (!box || !frame) return true;
                return (
                  own.left < frame.left - 1 || own.right > frame.right + 1 || own.bottom > frame.bottom + 1
                );
              })
              .map(text => text.textContent),
            fits: !!box && !!drawn && drawn.getBoundingClientRect().bottom < box.bottom - 56,
            faces: [...new Set(texts.map(text => getComputedStyle(text).fontFamily.split(',')[0]))],
            inRust: fills.some(shape => getComputedStyle(shape).fill === getComputedStyle(probe).color),
          };
        });
        expect(found).toMatchObject({ name: names[index], outside: [], fits: true, inRust: true });
        expect(found.smallest).toBeGreaterThanOrEqual(20);
        for (const face of found.faces) expect(['Inter', '"Source Serif 4"']).toContain(face);
      }
      expect(complaints).toEqual([]);
    });
  });

  test('are printed as text and lines, not as pictures, on slides and on paper', async ({ dist }) => {
    const files = [`${id}.pdf`, `${id}-handout.pdf`].map(name => join(dist, id, name));
    const [pdf, paper] = await Promise.all(files.map(readPdf));
    for (const file of files) expect(readFileSync(file, 'latin1')).not.toMatch(/\/Subtype\s*\/Image/);
    for (const { page } of charts) expect(pdf?.pages[page - 1]?.text).toMatch(/Sources?:/);
    for (const words of [
      '~70%',
      '76%',
      '24%',
      '<20%',
      'It slowed us',
      '6.2%',
      'Feb 2026',
      'The guild agrees:',
    ]) {
      expect(pdf?.text, words).toContain(squeeze(words));
      // In the thumbnail, and in the figure under the notes.
      expect((paper?.text.split(squeeze(words)).length ?? 0) - 1, words).toBeGreaterThanOrEqual(2);
    }
  });

  test('bring the caveats of their claims to paper', async ({ dist }) => {
    const paper = await readPdf(join(dist, id, `${id}-handout.pdf`));
    expect(paper.text).toContain(
      squeeze('Caveat to [1]: Only wrecks that somebody reported; <none> at night.'),
    );
    expect(paper.text).toContain(squeeze('The horn was new as well.'));
  });
});
