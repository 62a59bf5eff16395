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

/** Keys are the dialog's until what it shows is gone. */
async function closeWhole(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('.ox-whole-page'));
}

const MOVING = '.shiki-magic-move-container';

/** Waits until code that moves has come to rest. */
const rest = (page: Page) =>
  page.waitForFunction(
    container => document.querySelector(container)?.getAnimations({ subtree: true }).length === 0,
    {},
    MOVING,
  );

/** The code of a step, what is marked in it, and what is listed of its lines. */
function lookAtStep(page: Page) {
  return page.evaluate(container => {
    const code = document.querySelector<HTMLElement>(container);
    const marked = (kind: string) => {
      const range = document.createRange();
      let text = '';
      for (const span of code?.querySelectorAll(`.ox-span.ox-${kind}`) ?? []) {
        const before = range.endContainer;
        range.setEndBefore(span);
        // Tokens that touch are one mark.
        text += (before === document || range.toString() === '' ? '' : ' ') + span.textContent;
        range.setStartAfter(span);
      }
      return text;
    };
    const shown = [...document.querySelectorAll<HTMLElement>('.ox-remark')].filter(one =>
      one.checkVisibility(),
    );
    return {
      code: code?.innerText.replaceAll('\u00a0', ' ').trim(),
      primary: marked('primary'),
      secondary: marked('secondary'),
      lines: shown.map(one => one.innerText.replace(/\s+/g, ' ').trim()),
    };
  }, MOVING);
}

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

  test('is marked in the step that is shown, and listed by its lines', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await show(page, address, 'three-steps');
      await rest(page);
      expect(await lookAtStep(page)).toEqual({
        code: [
          'let mut stars = vec![String::from("Vega")];',
          'let first = &stars[0];',
          'stars.push(String::from("Deneb"));',
          'println!("{first}");',
        ].join('\n'),
        primary: 'stars.push(String::from("Deneb"))',
        secondary: 'stars first',
        lines: [
          'line 2 immutable borrow occurs here',
          'line 3 mutable borrow occurs here',
          'line 4 immutable borrow later used here',
        ],
      });
      await step(page);
      await rest(page);
      const moved = await lookAtStep(page);
      expect(moved).toMatchObject({ primary: 'stars', secondary: 'mut stars stars' });
      expect(moved.lines.at(-1)).toBe('line 4 value borrowed here after move');
      await step(page);
      await step(page);
      await rest(page);
      expect(await lookAtStep(page)).toMatchObject({ primary: '', secondary: '', lines: [] });
      await page.keyboard.press('ArrowLeft');
      await settle(page);
      await rest(page);
      expect(await lookAtStep(page)).toEqual(moved);
      expect(complaints).toEqual([]);
    });
  });

  test('is marked in no code that moves, and moves none', async ({ browser, address }) => {
    await withVisit(browser, async ({ page }) => {
      await show(page, address, 'three-steps');
      await rest(page);
      const frames = await page.evaluate(async container => {
        const code = document.querySelector(container);
        const texts = () => {
          const tokens = [...(code?.children ?? [])] as HTMLElement[];
          return tokens.map(({ offsetLeft, offsetTop }) => `${offsetLeft},${offsetTop}`).join(' ');
        };
        const frames: { moving: boolean; marks: number; places: string }[] = [];
        for (const type of ['keydown', 'keyup']) {
          document.dispatchEvent(new KeyboardEvent(type, { key: 'ArrowRight', bubbles: true }));
        }
        for (const end = performance.now() + 2500; performance.now() < end;) {
          await new Promise(requestAnimationFrame);
          const moving = !!code?.getAnimations({ subtree: true }).length;
          frames.push({ moving, marks: code?.querySelectorAll('.ox-span').length ?? 0, places: texts() });
        }
        return frames;
      }, MOVING);
      const begun = frames.findIndex(({ moving }) => moving);
      const moving = frames.filter(frame => frame.moving);
      const after = frames.slice(begun).filter(frame => !frame.moving);
      expect(moving.length).toBeGreaterThan(5);
      expect(moving.filter(({ marks }) => marks > 0)).toEqual([]);
      expect(after.at(-1)?.marks).toBeGreaterThan(0);
      expect(after.at(-1)?.places).toBe(moving.at(-1)?.places);
    });
  });

  test('opens whole in the step that is shown', async ({ browser, address }) => {
    await withVisit(browser, async ({ page, complaints }) => {
      await show(page, address, 'three-steps');
      const opened = async () => {
        await settle(page);
        await page.keyboard.press('w');
        const dialog = await page.waitForSelector('dialog.ox-whole[open]');
        const told = await dialog?.evaluate(({ ariaLabel, innerText }) => ({ ariaLabel, innerText }));
        await closeWhole(page);
        return told;
      };
      const rejected = await opened();
      expect(rejected?.ariaLabel).toBe('All that rustc said');
      expect(rejected?.innerText).toContain('error[E0502]: cannot borrow `stars` as mutable');
      await step(page);
      expect((await opened())?.innerText).toContain('error[E0382]: borrow of moved value: `stars`');
      await step(page);
      await step(page);
      const ran = await opened();
      expect(ran?.ariaLabel).toBe('Whole program');
      expect(ran?.innerText).toContain('assert_eq!(stars, ["Vega", "Deneb"]);');
      expect(ran?.innerText).not.toContain('E0382');
      const button = await page.$$eval('.ox-whole-open', all =>
        all.filter(one => one.checkVisibility()).map(one => one.textContent?.replace(/\s+/g, ' ').trim()),
      );
      expect(button).toEqual(['⤢ whole: Whole program, key w']);
      expect(complaints).toEqual([]);
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
      await closeWhole(page);
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
