import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { readTalk } from '../../scripts/talk/talk.ts';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { copyOfObservatory, OBSERVATORY } from '../support/scratch.ts';
import { serveUnder } from '../support/site.ts';

const { talk } = readTalk(OBSERVATORY);
const IDS = (talk.sections.get('findings')?.slides ?? []).map(slide => slide.id);

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('address', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOfObservatory();
    await buildDecks(['apprentices', '--talk', copy.dir, '--formats', 'web']);
    const site = await serveUnder('/dist', join(copy.dir, 'dist'));
    onCleanup(() => {
      site.close();
      copy[Symbol.dispose]();
    });
    return `${site.address}/apprentices`;
  });

/** The slide's number; the cover has the first. */
const numberOf = (id: string) => IDS.indexOf(id) + 2;

/** What a person can see of the slide that is shown. */
function look(page: Page) {
  return page.evaluate(() => {
    const slide = [...document.querySelectorAll<HTMLElement>('.slidev-page')].find(element =>
      element.checkVisibility(),
    );
    const seen = (selector: string) =>
      [...(slide?.querySelectorAll<HTMLElement>(selector) ?? [])]
        .filter(element => element.checkVisibility({ visibilityProperty: true }))
        .map(element => element.innerText.replace(/\s+/g, ' ').trim());
    return {
      verdicts: seen('.ox-verdict-head'),
      labels: seen('.ox-label-text'),
      lit: seen('.slidev-code-highlighted').filter(Boolean),
      groups: [...(slide?.querySelectorAll('.ox-program') ?? [])].map(element =>
        element.getAttribute('aria-label'),
      ),
    };
  });
}

async function show(page: Page, address: string, id: string): Promise<void> {
  await page.goto(`${address}/#/${numberOf(id)}`);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.ox-program')].some(element => element.checkVisibility()),
  );
}

/** Presses the key for the next step, and waits until it has been taken. */
async function step(page: Page): Promise<void> {
  const before = page.url();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(url => location.href !== url, {}, before);
  await settle(page);
}

/** Longer than any transition. */
const settle = (page: Page) => page.evaluate(() => new Promise(resolve => setTimeout(resolve, 350)));

describe.skipIf(!HAS_BROWSER)('what the compiler knows', () => {
  test('is told a click after the code and its highlights', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await show(page, address, 'given-away');
      expect(await look(page)).toMatchObject({ verdicts: [], labels: [], groups: ['Program'] });
      await step(page);
      expect(await look(page)).toMatchObject({ verdicts: [], lit: ['println!("{guest} {lens}");'] });
      await step(page);
      expect(await look(page)).toMatchObject({
        verdicts: ['rejected E0382'],
        labels: [
          'move occurs because lens has type String, which does not implement the Copy trait',
          'value moved here',
          'value borrowed here after move',
        ],
        groups: ['Program: rejected'],
      });
      const page382 = await page.$eval('.ox-verdict a', link => link.getAttribute('href'));
      expect(page382).toBe('https://doc.rust-lang.org/error_codes/E0382.html');
      await step(page);
      expect(page.url()).toContain(`#/${numberOf('given-away') + 1}`);
      expect(complaints).toEqual([]);
    });
  });

  test('is told of what notes are about, and of each fix that would do', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await show(page, address, 'two-notes');
      expect((await look(page)).labels).toEqual([]);
      await step(page);
      expect((await look(page)).labels).toEqual([
        'consider implementing Clone for this type',
        'in this function',
        'this parameter takes ownership of the value',
        'move occurs because plate has type Plate, which does not implement the Copy trait',
        'value moved here',
        'you could clone this value',
        'value used here after move',
      ]);
      await show(page, address, 'many-of-these');
      await step(page);
      const remarks = await page.$$eval('.ox-remark', all =>
        all
          .filter(one => one.checkVisibility())
          .map(one => (one as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
      );
      expect(remarks).toEqual([
        'help consider importing one of these items use std::error::Error;',
        'or use std::fmt::Error;',
        'or use std::io::Error;',
        'or 2 more',
      ]);
      expect(complaints).toEqual([]);
    });
  });

  test('is told at once where the author says so', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'moved-before');
      expect(await look(page)).toMatchObject({
        verdicts: ['rejected E0382'],
        labels: ['value used here after move'],
      });
    });
  });

  test('is told of each step of a sequence', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'three-steps');
      const told = [];
      for (let clicks = 0; clicks < 4; clicks++) {
        await settle(page);
        told.push((await look(page)).verdicts.join());
        if (clicks < 3) await step(page);
      }
      expect(told).toEqual(['rejected E0502', 'rejected E0382', 'rejected E0382', 'ran']);
      expect((await look(page)).groups).toEqual(['Program, step 3 of 3: ran']);
    });
  });

  test('steps through two programs together', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'both-sides');
      await settle(page);
      expect((await look(page)).lit).toEqual(['lens = ["forty"]', 'let lens = vec!["forty"];']);
      await step(page);
      expect((await look(page)).lit).toEqual(['visitor = lens', 'let mut visitor = lens;']);
      await step(page);
      await step(page);
      expect((await look(page)).verdicts).toEqual(['ran', 'rejected E0382']);
    });
  });

  test('is all there in print, and no program runs into the foot', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await page.goto(`${address}/?print=true#/print`, { waitUntil: 'networkidle0' });
      const slides = await page.$$eval('.print-slide-container', containers =>
        containers.map(container => ({
          text: (container as HTMLElement).innerText.replace(/\s+/g, ' '),
          over: [...container.querySelectorAll('.ox-program')]
            .map(program => program.getBoundingClientRect().bottom - container.getBoundingClientRect().top)
            .filter(bottom => bottom > 655),
          unseen: [
            ...container.querySelectorAll('.ox-verdict, .ox-labels:not(.ox-notes) .ox-label-text'),
          ].filter(element => !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
            .length,
          buttons: [...container.querySelectorAll('.ox-whole-open')].filter(button =>
            button.checkVisibility(),
          ).length,
        })),
      );
      expect(slides).toHaveLength(IDS.length + 1);
      expect(slides.map(({ over, unseen, buttons }) => ({ over, unseen, buttons }))).toEqual(
        slides.map(() => ({ over: [], unseen: 0, buttons: 0 })),
      );
      const steps = slides[numberOf('three-steps') - 1]?.text;
      expect(steps).toMatch(/1 rejected E0502 .*2 rejected E0382 .*3 ran/);
      expect(complaints).toEqual([]);
    });
  });

  test('opens whole on a key, which Escape takes back', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'moved-before');
      await settle(page);
      await page.keyboard.press('w');
      await page.waitForSelector('dialog.ox-whole[open]');
      const opened = await page.$eval('dialog.ox-whole[open]', dialog => ({
        name: dialog.getAttribute('aria-label'),
        holds: dialog.contains(document.activeElement),
        text: dialog.innerText,
      }));
      expect(opened).toMatchObject({ name: 'Whole program: lens.rs', holds: true });
      expect(opened.text).toContain('struct Lens(u32);');
      expect(opened.text).toContain('error[E0382]: use of moved value: `lens`');
      expect(opened.text).not.toContain('// #region again\n    let seen');
      await page.keyboard.press('ArrowRight');
      await settle(page);
      expect(page.url()).toContain(`#/${numberOf('moved-before')}`);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog.ox-whole[open]'));
      await step(page);
      expect(page.url()).toContain(`#/${numberOf('moved-before') + 1}`);
    });
  });

  test('gives the focus back to who came by keyboard', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'moved-before');
      await settle(page);
      const buttons = await page.$$('.slidev-page .ox-whole-open');
      const visible = await Promise.all(buttons.map(button => button.isVisible()));
      await buttons[visible.indexOf(true)]?.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog.ox-whole[open]');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog.ox-whole[open]'));
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('ox-whole-open');
    });
  });

  test('never becomes more than text', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      const dialogs: string[] = [];
      page.on('dialog', dialog => dialogs.push(dialog.message()));
      await show(page, address, 'hostile-output');
      const output = await page.$$eval('.ox-output', all =>
        all
          .filter(one => one.checkVisibility())
          .map(one => ({ text: (one as HTMLElement).innerText, html: one.innerHTML })),
      );
      expect(output[0]?.text).toContain('<script>alert(1)</script> {{ 1 + 1 }} &amp; `x`');
      expect(output[0]?.text).toContain('\\u{1b}[31mred');
      expect(output[0]?.text).toMatch(/… \d+ more lines$/);
      expect(output[0]?.html).not.toMatch(/<script|\u202e|\u001b/);
      expect({ dialogs, complaints }).toEqual({ dialogs: [], complaints: [] });
    });
  });

  test.for(['hostile-panic', 'hostile-message'])(
    'never becomes more than text by a message: %s',
    async (id, { browser, address, expect: check }) => {
      await withVisit(browser, async ({ page, requests, complaints }) => {
        await show(page, address, id);
        await settle(page);
        const told = await page.$$eval('.ox-program', all =>
          all
            .filter(one => one.checkVisibility())
            .map(one => ({
              text: (one as HTMLElement).innerText,
              images: one.querySelectorAll('img').length,
              over: one.scrollWidth - one.clientWidth,
              bottom: one.getBoundingClientRect().bottom,
            })),
        );
        check(told[0]?.text).toMatch(
          /<img src=x onerror='attacked = 1'> !\[gone\]\(\/gone\.png\) \{\{ 1 \+ 1 \}\}/,
        );
        check(told[0]?.text).toContain('\\u{202e}live');
        check(told[0]?.text).not.toMatch(/[\u001b\u202a-\u202e\u2066-\u2069]/);
        check(told[0]).toMatchObject({ images: 0, over: 0 });
        check(told[0]?.bottom).toBeLessThan(655);
        check(await page.evaluate('window.attacked')).toBeUndefined();
        check(requests.filter(url => url.includes('gone.png'))).toEqual([]);
        check(complaints).toEqual([]);
      });
    },
  );
});
