import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { fixture } from '../support/fixtures.ts';
import { readPdf, squeeze } from '../support/pdf.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { shownPart } from '../support/run-button.ts';
import { copyOfObservatory } from '../support/scratch.ts';
import { serveUnder } from '../support/site.ts';
import { copyOf } from '../support/temporary.ts';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('dist', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOf(fixture('talks/guessing'));
    onCleanup(() => copy[Symbol.dispose]());
    await buildDecks(['visitors', '--talk', copy.dir, '--formats', 'web,pdf,handout']);
    return join(copy.dir, 'dist/visitors');
  })
  .extend('address', { scope: 'file' }, async ({ dist }, { onCleanup }) => {
    const site = await serveUnder('/dist', dist);
    onCleanup(() => site.close());
    return site.address;
  });

/** What would give the answer of a slide away, wherever it is read. */
const GIVEN_AWAY = /rejected|E0\d{3}|does not live|value moved|panicked|index out of bounds|exit 101|\bran\b/;
const [WHY, WHAT, PRINTS, LINE] = [2, 3, 4, 5];

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect.poll(() => shownPart(page, '.ox-quiz'), { timeout: 60_000 }).not.toBe('');
}

const quiz = async (page: Page) => (await shownPart(page, '.ox-quiz')).replace(/\s+/g, ' ');

/** The browser's own numbers, in which anything may stand by chance. */
const UNSPOKEN = new Set(['backendNodeId', 'loaderId', 'url']);

/** All that assistive technology is given. */
async function spoken(page: Page): Promise<string> {
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  return JSON.stringify(tree, (key, value: unknown) => (UNSPOKEN.has(key) ? undefined : value));
}

describe.skipIf(!HAS_BROWSER)('a quiz', () => {
  test.for([
    ['of a rejected program', WHY],
    ['of one that panics', WHAT],
    ['of one that runs', PRINTS],
    ['about a line', LINE],
  ] as const)('%s gives nothing away before its reveal', async ([, number], { browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await open(page, `${address}/#/${number}`);
      const heard = await spoken(page);
      // The options name codes to nobody, and the program's frame says only that it is one.
      expect(heard).not.toMatch(GIVEN_AWAY);
      expect(heard).toContain('"name":"Program"');
      expect(await page.title()).not.toMatch(GIVEN_AWAY);
      expect(await shownPart(page, '.ox-verdict, .ox-output, .ox-label-text')).toBe('');
      const clicks = number === PRINTS ? 2 : 1;
      for (let click = 0; click < clicks; click++) {
        expect(await quiz(page)).not.toContain('Answer');
        await page.keyboard.press('ArrowRight');
      }
      await expect.poll(() => quiz(page)).toMatch(/^Answer/);
      await expect.poll(() => spoken(page)).toMatch(GIVEN_AWAY);
      expect(complaints).toEqual([]);
    });
  });

  test('counts hands by keys and by clicks, and keeps the arrows for the slides', async ({
    browser,
    address,
  }) => {
    await withVisit(browser, async ({ page }) => {
      await open(page, `${address}/#/${WHY}`);
      for (const key of ['Digit1', 'Digit2', 'Digit2', 'Digit2', 'Digit9'] as const)
        await page.keyboard.press(key);
      await page.keyboard.down('Shift');
      await page.keyboard.press('Digit2');
      await page.keyboard.up('Shift');
      const third = await page.$('.ox-quiz li:nth-child(3) button');
      await third?.click();
      expect(await third?.evaluate(button => button.getAttribute('aria-label'))).toBe(
        '3: It prints oil and oil. 1 vote',
      );
      await expect
        .poll(() => quiz(page))
        .toMatch(/1 lamp was handed over 1 2 lamp is still lent 2 3 .* oil 1$/);
      const bars = await page.$$eval('.ox-quiz-bar', all =>
        all.map(bar => (bar as HTMLElement).style.getPropertyValue('--ox-quiz-share')),
      );
      expect(bars.slice(0, 3)).toEqual(['50%', '100%', '50%']);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => quiz(page)).toMatch(/^Answer 1 lamp was handed over 1 1 .*2 2/);
      // What is told is no longer voted on.
      await page.keyboard.press('Digit1');
      expect(await quiz(page)).toMatch(/^Answer 1 lamp was handed over 1 1 .*2 2/);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.url()).toContain(`#/${WHAT}`);
    });
  });

  test('is answered with the keyboard alone, by the number of a line', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await open(page, `${address}/#/${LINE}`);
      await page.focus('.slidev-page .ox-quiz-line button');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Digit6');
      await page.keyboard.press('Digit2');
      await expect.poll(() => quiz(page)).toBe('Which line is it about? number keys count hands 1 1 3 4 6 1');
      await page.keyboard.press('Digit0');
      await expect.poll(() => quiz(page)).toBe('Which line is it about? number keys count hands 1 3 4 6');
    });
  });

  test('shows the room what is counted and told beside the notes', async ({ browser, address }) => {
    await withVisit(browser, async ({ page: room, requests }) => {
      await open(room, `${address}/#/${WHAT}`);
      const notes = await room.browserContext().newPage();
      await open(notes, `${address}/#/presenter/${WHAT}`);
      for (const key of ['Digit3', 'Digit3', 'Digit1'] as const) await notes.keyboard.press(key);
      await room.bringToFront();
      await expect.poll(() => quiz(room)).toMatch(/1 It compiles and runs 1 2 rustc rejects it 3 .* 2$/);
      await notes.bringToFront();
      await notes.keyboard.press('ArrowRight');
      await room.bringToFront();
      await expect.poll(() => quiz(room)).toMatch(/^Answer 3 It compiles, and panics 1 1/);
      expect(requests.filter(url => !url.startsWith(address) && !/^(data|blob):/.test(url))).toEqual([]);
    });
  });

  test('stands on paper as a question, and its answer in the notes', async ({ dist }) => {
    const slides = await readPdf(join(dist, 'visitors.pdf'));
    const asked = squeeze(slides.pages[WHY - 1]?.text ?? '');
    expect(asked).toContain(squeeze('lamp is still lent'));
    expect(
      slides.pages
        .slice(1)
        .map(page => page.text)
        .join(' '),
    ).not.toMatch(GIVEN_AWAY);
    expect(asked).not.toContain(squeeze('count hands'));
    const handout = await readPdf(join(dist, 'visitors-handout.pdf'));
    const text = squeeze(handout.pages.map(page => page.text).join(' '));
    expect(text).toContain(squeeze('Answer: 1, `lamp` was handed over: rustc rejects it with `E0382`'));
    expect(text).toContain(squeeze('Answer: 4, line 4'));
  });

  test('leaves no trace in decks without one', async ({ dist }) => {
    using copy = copyOfObservatory();
    await buildDecks(['apprentices', '--talk', copy.dir, '--formats', 'web']);
    const files = (folder: string) =>
      readdirSync(join(folder, 'assets')).filter(name => /\.(js|css)$/.test(name));
    const holding = (folder: string) =>
      files(folder).filter(name =>
        readFileSync(join(folder, 'assets', name), 'utf8').includes('ox-quiz-ask'),
      );
    expect(holding(dist)).not.toEqual([]);
    expect(holding(join(copy.dir, 'dist/apprentices'))).toEqual([]);
  });
});
