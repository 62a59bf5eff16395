import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { readTalk } from '../../scripts/talk/talk.ts';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { readPicture } from '../support/pictures.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { copyOfObservatory, OBSERVATORY } from '../support/scratch.ts';
import { serveUnder } from '../support/site.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const slides = readTalk(OBSERVATORY).talk.sections.get('findings')?.slides ?? [];
/** The cover has the first number; the picture stands behind all others. */
const NUMBER = slides.length + 2;

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('address', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOfObservatory();
    const slide = readPicture('right', 'move').replace(
      /^---\n[^]*?---\n/,
      '---\nlayout: code\nid: drawn\n---\n',
    );
    appendFileSync(join(copy.dir, 'slides/sections/findings.md'), `\n${slide}`);
    await buildDecks(['apprentices', '--talk', copy.dir, '--formats', 'web', '--minutes', '90']);
    const site = await serveUnder('/dist', join(copy.dir, 'dist'));
    onCleanup(() => {
      site.close();
      copy[Symbol.dispose]();
    });
    return `${site.address}/apprentices`;
  });

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
