import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { readTalk } from '../../scripts/talk/talk.ts';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { readPicture } from '../support/pictures.ts';
import { buildDecks, startOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, edit, OBSERVATORY } from '../support/scratch.ts';
import { freePort, serveUnder } from '../support/site.ts';
import type { TemporaryFolder } from '../support/temporary.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const SECTION = 'slides/sections/findings.md';
const slides = readTalk(OBSERVATORY).talk.sections.get('findings')?.slides ?? [];
/** The cover has the first number; the picture stands behind all others. */
const NUMBER = slides.length + 2;

/** A small talk with a picture on its last slide. */
function talkWith(picture: string): TemporaryFolder {
  const copy = copyOfObservatory();
  const head = '---\nlayout: code\nid: drawn\n---\n';
  const slide = readPicture('right', picture).replace(/^---\n[^]*?---\n/, head);
  appendFileSync(join(copy.dir, SECTION), `\n${slide}`);
  return copy;
}

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('live', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = talkWith('measured-move');
    const port = await freePort();
    const running = startOxideck(
      ['dev', 'apprentices', '--talk', copy.dir, '--port', String(port), '--no-open'],
      {},
      280_000,
    );
    onCleanup(() => {
      running.kill();
      copy[Symbol.dispose]();
    });
    await running.says(/notes +http:\S+/);
    return { dir: copy.dir, address: `http://127.0.0.1:${port}` };
  })
  .extend('address', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = talkWith('move');
    await buildDecks(['apprentices', '--talk', copy.dir, '--formats', 'web', '--minutes', '90']);
    const site = await serveUnder('/dist', join(copy.dir, 'dist'));
    onCleanup(() => {
      site.close();
      copy[Symbol.dispose]();
    });
    return `${site.address}/apprentices`;
  });

/** The step that each picture tells, in the order of the page: a presenter sees the next one too. */
function told(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.ox-memory')]
      .filter(element => element.checkVisibility())
      .map(element => element.querySelector('figcaption')?.textContent?.trim() ?? ''),
  );
}

/** What a person sees, and hears, of the picture that is shown. */
function look(page: Page) {
  return page.evaluate(() => {
    const memory = [...document.querySelectorAll('.ox-memory')].find(element => element.checkVisibility());
    const on = [...(memory?.querySelectorAll('.ox-part') ?? [])].filter(
      part => getComputedStyle(part).opacity === '1',
    );
    return {
      texts: on.flatMap(part => [...part.querySelectorAll('text')].map(text => text.textContent)),
      label: memory?.querySelector('[role=img]')?.getAttribute('aria-label'),
      caption: memory?.querySelector('[aria-live]')?.textContent?.trim(),
      lit: [...(memory?.querySelectorAll('.slidev-code-highlighted') ?? [])]
        .map(line => line.textContent)
        .filter(Boolean),
    };
  });
}

const settle = (page: Page) => page.evaluate(() => new Promise(resolve => setTimeout(resolve, 450)));

describe.skipIf(!HAS_BROWSER || !HAS_RUSTC)('a picture of memory', () => {
  test('goes with the lines of its program, and back', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await page.goto(`${address}/#/${NUMBER}`);
      await page.waitForSelector('.ox-memory', { visible: true });
      await settle(page);
      const first = await look(page);
      expect(first).toEqual({
        texts: ['heap', 'stack of main', 'logbook', 'calm'],
        label: 'After line 1. main: logbook owns calm.',
        caption: 'After line 1: logbook owns calm.',
        lit: ['let logbook = String::from("calm");'],
      });
      await page.keyboard.press('ArrowRight');
      await settle(page);
      const second = await look(page);
      expect(second.texts).toEqual(expect.arrayContaining(['logbook', 'moved', 'archive', 'calm']));
      expect(second).toMatchObject({
        caption: 'After line 2: archive takes what logbook had.',
        lit: ['let archive = logbook;'],
      });
      await page.keyboard.press('ArrowLeft');
      await settle(page);
      expect(await look(page)).toEqual(first);
      expect(complaints).toEqual([]);
    });
  });

  test('is told whole on paper, above the foot', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${address}/?print=true#/print`, { waitUntil: 'networkidle0' });
      const printed = await page.$$eval(
        '.print-slide-container',
        (containers, number) => {
          const container = containers[number - 1] as HTMLElement;
          const memory = container.querySelector('.ox-memory') as HTMLElement;
          return {
            steps: [...memory.querySelectorAll('.ox-memory-steps li')].map(step => step.textContent?.trim()),
            bottom: memory.getBoundingClientRect().bottom - container.getBoundingClientRect().top,
            seen: [...memory.querySelectorAll('.ox-part')].filter(
              part => getComputedStyle(part).opacity === '1',
            ).length,
          };
        },
        NUMBER,
      );
      expect(printed.steps).toEqual([
        'After line 1: logbook owns calm.',
        'After line 2: archive takes what logbook had.',
      ]);
      expect(printed.bottom).toBeLessThan(655);
      expect(printed.seen).toBeGreaterThan(5);
    });
  });
});

describe.skipIf(!HAS_BROWSER || !HAS_RUSTC)('a picture of memory in a live deck', () => {
  const first = expect.stringMatching(/^After line 2: logbook owns calm; pages is 12\..*of one run$/s);
  const second = expect.stringMatching(/^After line 3: archive takes what logbook had\./);

  test('goes on with the speaker, who sees its next step beside it', async ({ browser, live }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${live.address}/#/presenter/${NUMBER}`);
      await expect.poll(() => told(page), { timeout: 60_000 }).toEqual([first, second]);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => told(page), { timeout: 10_000 }).toEqual([second]);
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => told(page), { timeout: 10_000 }).toEqual([first, second]);
    });
  });

  test('follows an edit, and says when nothing confirms it', async ({ browser, live }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${live.address}/#/${NUMBER}`);
      await expect.poll(() => told(page), { timeout: 60_000 }).toEqual([first]);
      const texts = (await look(page)).texts.filter(text => /0x|B$/.test(text ?? ''));
      expect(texts).toEqual([
        '24 B',
        expect.stringMatching(/^ptr 0x….+, len 4, cap 4$/),
        '4 B',
        '4 B',
        expect.stringMatching(/^at 0x…/),
      ]);
      edit(live.dir, SECTION, 'owns: calm', 'owns: quiet');
      await expect
        .poll(() => told(page), { timeout: 30_000 })
        .toEqual([expect.stringContaining('logbook owns quiet')]);
      edit(live.dir, SECTION, 'archive: { takes: logbook }', 'archive: { borrows: logbook }');
      await expect
        .poll(() => told(page), { timeout: 30_000 })
        .toEqual([expect.stringMatching(/not confirmed$/)]);
    });
  });
});
