import { homedir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER, lendBrowser, shownSlide, waitForHeading, withVisit } from '../support/browser.ts';
import { ROOT } from '../support/fixtures.ts';
import { readPdf, squeeze } from '../support/pdf.ts';
import { AUDIENCES, expectedOf, TALK } from '../support/real-talk.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { otherIds, readTexts, tellingOf } from '../support/secrets.ts';
import { serveUnder } from '../support/site.ts';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('dist', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    onCleanup(() => folder[Symbol.dispose]());
    const dist = join(folder.dir, 'dist');
    await buildDecks(['--out', dist]);
    return dist;
  })
  .extend('site', { scope: 'file' }, async ({ dist }, { onCleanup }) => {
    const site = await serveUnder('/some/where/dist', dist);
    onCleanup(site.close);
    return site;
  });

// Together: a slide takes its time to come, which costs no work.
describe.skipIf(!HAS_BROWSER).for(AUDIENCES)('the deck for %s', { concurrent: true }, id => {
  const { title, titles } = expectedOf(TALK, id);
  const { slides, notes, secrets } = tellingOf(TALK, id);

  test('is shown from first slide to last by the keyboard, and asks for nothing elsewhere', async ({
    browser,
    site,
  }) => {
    await withVisit(browser, async ({ page, requests, complaints }) => {
      await page.goto(`${site.address}/${id}/`);
      for (const [index, heading] of titles.entries()) {
        for (let press = 0; press < 20 && slideOf(page.url()) <= index; press++) {
          await page.keyboard.press('ArrowRight');
          await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 20)));
        }
        await waitForHeading(page, heading);
      }
      await page.keyboard.press('ArrowRight');
      expect(slideOf(page.url())).toBe(titles.length);
      expect(await page.title()).toBe(title);
      expect(complaints).toEqual([]);
      expect(
        requests.filter(url => !url.startsWith(`${site.address}/${id}/`) && !/^(data|blob):/.test(url)),
      ).toEqual([]);
    });
  });

  test('is set in the fonts that travel with it, and has its icon', async ({ browser, site }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${site.address}/${id}/?print=true#/print`);
      await page.waitForFunction(
        count => document.querySelectorAll('.print-slide-container h1').length === count,
        {},
        titles.length,
      );
      const found = await page.evaluate(async () => {
        await document.fonts.ready;
        const loaded = [...document.fonts].filter(font => font.status === 'loaded');
        const icon = document.querySelector<HTMLLinkElement>('link[rel~="icon"]')?.href ?? '';
        const answer = await fetch(icon);
        return {
          fonts: [...new Set(loaded.map(font => font.family.replaceAll('"', '')))].sort(),
          failed: [...document.fonts].filter(font => font.status === 'error').length,
          icon,
          type: answer.ok && answer.headers.get('content-type'),
        };
      });
      expect(found).toEqual({
        fonts: expect.arrayContaining(['Inter', 'JetBrains Mono', 'Source Serif 4']),
        failed: 0,
        icon: `${site.address}/${id}/favicon.svg`,
        type: 'image/svg+xml',
      });
    });
  });

  test('tells its audience what is for it, and nothing of another, in any of its files', async ({ dist }) => {
    const web = readTexts(join(dist, id));
    const pdf = await readPdf(join(dist, id, `${id}.pdf`));
    const handout = await readPdf(join(dist, id, `${id}-handout.pdf`));
    const paper = [pdf, handout].flatMap(file => [file.text, squeeze(file.outline.join('\n'))]);
    const told = [...Object.keys(web), ...Object.values(web).map(squeeze), ...paper].join('\n');
    expect(secrets.length).toBeGreaterThan(300);
    expect(secrets.filter(secret => told.includes(secret))).toEqual([]);
    const names = otherIds(TALK, id).map(other => new RegExp(`\\b${other}\\b`));
    expect(names.filter(name => name.test(told))).toEqual([]);
    // The same search finds what is there.
    expect(slides.filter(text => !pdf.text.includes(text))).toEqual([]);
    expect(notes.filter(text => !handout.text.includes(text)).length).toBeLessThan(notes.length / 10);
  });

  test('keeps notes, sources, our keys and the machine to itself', ({ dist }) => {
    const files = readTexts(join(dist, id));
    const web = Object.values(files).join('\n');
    const told = squeeze(web);
    expect(notes.length).toBeGreaterThan(50);
    expect(notes.filter(text => told.includes(text))).toEqual([]);
    expect(Object.keys(files).filter(name => /\.(md|map|vue|ts|rs|py|yaml)$/.test(name))).toEqual([]);
    const ids = [...TALK.sections.values()].flatMap(section => section.slides.map(slide => slide.id));
    const quoted = ids.filter(name => new RegExp(`(["'\`])${name}\\1`).test(web));
    expect(quoted).toEqual([]);
    expect(web).not.toMatch(/\b(tags|needs)["'`]?: ?\[["'`]/);
    expect(web).not.toMatch(/\bpriority["'`]?: ?["'`](must|should|could)\b/);
    expect(
      [ROOT.replace(/\/$/, ''), homedir(), 'node_modules/'].filter(path => web.includes(`${path}/`)),
    ).toEqual([]);
  });
});

describe.skipIf(!HAS_BROWSER)('the page above the decks', () => {
  test('lists every deck that is listed, and its links lead there', async ({ browser, site }) => {
    await withVisit(browser, async ({ page, requests, complaints }) => {
      await page.goto(`${site.address}/`);
      const links = await page.$$eval('a', anchors => anchors.map(anchor => anchor.href));
      const listed = AUDIENCES.filter(id => TALK.audiences.get(id)?.listed);
      expect(links.toSorted()).toEqual(
        listed
          .flatMap(id => ['', `${id}.pdf`, `${id}-handout.pdf`].map(name => `${site.address}/${id}/${name}`))
          .toSorted(),
      );
      for (const link of links) expect((await fetch(link)).status, link).toBe(200);
      await page.click('h2 a');
      const [first = ''] = listed;
      await waitForHeading(page, expectedOf(TALK, first).title);
      expect(complaints).toEqual([]);
      expect(requests.filter(url => !url.startsWith(site.origin) && !url.startsWith('data:'))).toEqual([]);
    });
  });

  test('no browser of these tests reaches another host', async ({ browser }) => {
    await withVisit(browser, async ({ page }) => {
      await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
      expect(await shownSlide(page)).toEqual({ heading: '', text: '' });
    });
  });
});

function slideOf(address: string): number {
  return Number(/#\/(\d+)/.exec(address)?.[1] ?? 1);
}
