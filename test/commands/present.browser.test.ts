import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { attack, attackByForm } from '../support/attack-page.ts';
import { HAS_BROWSER, lendBrowser, shownSlide, waitForHeading, withVisit } from '../support/browser.ts';
import { findProcesses } from '../support/processes.ts';
import { buttons, clickButton, openSlide, pressRun } from '../support/run-button.ts';
import { shownPart, waitForPanel, writeProgram } from '../support/run-button.ts';
import { buildDecks, expectNoTrace, runOxideck, startOxideck } from '../support/run-oxideck.ts';
import { BLINKS, copyOfRunnableTalk, COUNTING, LENS } from '../support/runnable-talk.ts';
import { edit, temporaryFolder } from '../support/scratch.ts';
import { freePort, serveUnder } from '../support/site.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('talk', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOfRunnableTalk();
    onCleanup(() => copy[Symbol.dispose]());
    await buildDecks(['engineers', '--talk', copy.dir, '--formats', 'web']);
    return copy.dir;
  })
  .extend('stage', { scope: 'file' }, async ({ talk }, { onCleanup }) => {
    const port = await freePort();
    const scratch = temporaryFolder();
    const args = ['present', 'engineers', '--talk', talk, '--port', String(port)];
    const running = startOxideck(args, { TMPDIR: scratch.dir }, 280_000);
    onCleanup(() => {
      running.kill();
      scratch[Symbol.dispose]();
    });
    await running.says(/notes +http:\S+/);
    /** The command lines of the programs that it runs. */
    const programs = () => findProcesses('none', scratch.dir).filter(command => command.endsWith('/program'));
    return { origin: `http://127.0.0.1:${port}`, running, programs };
  })
  .extend('elsewhere', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder.dir, 'deck'));
    writeFileSync(join(folder.dir, 'index.html'), '<!DOCTYPE html><title>Elsewhere</title><body></body>');
    const site = await serveUnder('', folder.dir);
    onCleanup(() => {
      site.close();
      folder[Symbol.dispose]();
    });
    return site;
  });

/** What the plan says of a slide that begins at 1:00. */
const WHEEL = { number: 3, heading: 'Each tooth is worth a degree', line: 'Opening ends at 2:00' };

const ENDLESS =
  'fn main() { println!("begun"); loop { std::thread::sleep(std::time::Duration::from_millis(9)) } }';

describe.skipIf(!HAS_BROWSER)('present', () => {
  test('shows the deck as it was built, with notes that its folder does not hold', async ({
    browser,
    talk,
    stage,
  }) => {
    await withVisit(browser, async ({ page, requests, complaints }) => {
      await page.goto(`${stage.origin}/#/2`);
      await waitForHeading(page, 'One dome, two kinds of patience');
      await page.goto(`${stage.origin}/#/presenter/2`);
      const text = () => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));
      await expect
        .poll(text, { timeout: 30_000 })
        .toContain('Turn the crank once, slowly, so that they hear it.');
      expect(await text()).not.toContain('brightest star');
      expect(complaints).toEqual([]);
      expect(requests.filter(url => !url.startsWith(stage.origin) && !/^(data|blob):/.test(url))).toEqual([]);
      expect(page.url()).toBe(`${stage.origin}/#/presenter/2`);
    });
    const dist = join(talk, 'dist/engineers');
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(name =>
      /\.(js|html)$/.test(name),
    );
    expect(files.filter(name => readFileSync(join(dist, name), 'utf8').includes('Turn the crank'))).toEqual(
      [],
    );
  });

  test('tells the speaker, and nobody else, when the section should end and how the talk stands', async ({
    browser,
    stage,
  }) => {
    await withVisit(browser, async ({ page: room }) => {
      const speaker = await room.browserContext().newPage();
      const line = (page: Page) => shownPart(page, '.ox-schedule').then(text => text.replace(/\s+/g, ' '));
      await speaker.goto(`${stage.origin}/#/presenter/${WHEEL.number}`);
      await expect.poll(() => line(speaker), { timeout: 30_000 }).toBe(WHEEL.line);
      await speaker.evaluate(() =>
        document.querySelector<HTMLElement>('.slidev-presenter .i-carbon\\:play')?.click(),
      );
      await expect.poll(() => line(speaker)).toMatch(new RegExp(`^${WHEEL.line} · (1:00|0:5\\d) ahead$`));
      // The cover belongs to no section.
      await speaker.goto(`${stage.origin}/#/presenter/1`);
      await expect.poll(() => line(speaker)).toBe('The talk ends at 8:00 · on time');
      await room.goto(`${stage.origin}/#/${WHEEL.number}`);
      await waitForHeading(room, WHEEL.heading);
      expect(await room.$('.ox-schedule')).toBeNull();
    });
  });

  test.skipIf(!HAS_RUSTC)(
    'runs the program of a slide by a click, and by its key',
    async ({ browser, stage }) => {
      await withVisit(browser, async ({ page, complaints }) => {
        await openSlide(page, `${stage.origin}/#/${BLINKS}`);
        await clickButton(page, 'Run');
        expect(await waitForPanel(page, '4 blinks')).toMatch(/^ran\s+on this laptop\s+4 blinks$/);
        // The keys are Slidev's again.
        await page.keyboard.press('ArrowRight');
        await waitForHeading(page, 'A lens that was given away is gone');
        await openSlide(page, `${stage.origin}/#/${LENS}`);
        await pressRun(page);
        const said = await waitForPanel(page, 'E0382');
        expect(said).toContain('program.rs:4:22');
        expect(said).toMatch(/^4 \| println!/m);
        expect(complaints).toEqual([]);
      });
    },
  );

  test.skipIf(!HAS_RUSTC)(
    'runs what was typed into the slide, as it is typed, and stops it',
    async ({ browser, stage }) => {
      await withVisit(browser, async ({ page }) => {
        await openSlide(page, `${stage.origin}/#/${BLINKS}`);
        await page.keyboard.press('e');
        await page.waitForSelector('.cm-content:focus', { visible: true });
        // Each of these is a key of Slidev's.
        await page.keyboard.type('// o d f g');
        for (const key of ['Enter', 'ArrowRight', 'PageDown', 'Space'] as const)
          await page.keyboard.press(key);
        expect((await shownSlide(page)).heading).toBe('The program counts every blink');
        expect(await shownPart(page, '.cm-content')).toContain('// o d f g');
        await page.keyboard.press('Escape');
        await clickButton(page, 'Reset');
        await writeProgram(
          page,
          'fn main() { for n in 1.. { println!("tick {n} <b>"); std::thread::sleep(std::time::Duration::from_millis(50)) } }',
        );
        await pressRun(page);
        await waitForPanel(page, /running[\s\S]*edited[\s\S]*tick 3 <b>/);
        await page.keyboard.press('Escape');
        const stopped = await waitForPanel(page, /^stopped/);
        await expect.poll(stage.programs, { timeout: 5000 }).toEqual([]);
        expect(await shownPart(page, '.ox-run-panel')).toBe(stopped);
        // It is stopped; now the editor is left; now the slide is as it was.
        await page.keyboard.press('Escape');
        expect(await page.$('.cm-content:focus')).toBeNull();
        await page.keyboard.press('Escape');
        expect(await shownPart(page, '.ox-run-panel')).toBe('');
        expect(await shownPart(page, '.slidev-code')).toContain('fn blinks');
      });
    },
  );

  test.skipIf(!HAS_RUSTC)('shows the room what runs beside the notes', async ({ browser, stage }) => {
    await withVisit(browser, async ({ page: room }) => {
      await openSlide(room, `${stage.origin}/#/${BLINKS}`);
      const notes = await room.browserContext().newPage();
      await openSlide(notes, `${stage.origin}/#/presenter/${BLINKS}`);
      await writeProgram(notes, 'fn main() { println!("seen by all") }');
      await pressRun(notes);
      await waitForPanel(notes, 'seen by all');
      await room.bringToFront();
      expect(await waitForPanel(room, 'seen by all')).toContain('edited');
      await expect.poll(() => shownPart(room, '.cm-content')).toContain('seen by all');
    });
  });

  test.skipIf(!HAS_RUSTC)('ends a program when its page is closed', async ({ browser, stage }) => {
    await withVisit(browser, async ({ page }) => {
      await openSlide(page, `${stage.origin}/#/${BLINKS}`);
      await writeProgram(page, ENDLESS);
      await pressRun(page);
      await waitForPanel(page, 'begun');
      expect(stage.programs()).not.toEqual([]);
    });
    await expect.poll(stage.programs, { timeout: 5000 }).toEqual([]);
  });

  test('gives a page from elsewhere nothing', async ({ browser, stage, elsewhere }) => {
    await withVisit(browser, async ({ page }) => {
      await page.goto(`${elsewhere.origin}/`);
      const {
        'reads the page, opaquely': _,
        'posts text, opaquely': opaque,
        ...loot
      } = await attack(page, stage.origin);
      expect(['opaque: ', 'refused']).toContain(opaque);
      expect(new Set(Object.values(loot))).toEqual(new Set(['refused']));
      const form = await attackByForm(page, stage.origin);
      expect(form.status).toBe(403);
      expect(form.text).toContain('another page may not send this');
      expect(stage.programs()).toEqual([]);
    });
  });

  test.skipIf(!HAS_RUSTC)('ends with Ctrl-C, and the program with it', async ({ browser, stage }) => {
    await withVisit(browser, async ({ page }) => {
      await openSlide(page, `${stage.origin}/#/${BLINKS}`);
      await writeProgram(page, ENDLESS);
      await pressRun(page);
      await waitForPanel(page, 'begun');
      stage.running.interrupt();
      const run = await stage.running.end;
      expect(run.exitCode).toBe(130);
      expectNoTrace(run);
      expect(stage.programs()).toEqual([]);
      expect(stage.running.orphans()).toEqual([]);
      await pressRun(page);
      await waitForPanel(page, /not run/);
      expect(await buttons(page)).toContain('Run');
    });
  });

  test('refuses a deck that is older than its sources, and says what to do', async ({ talk }) => {
    edit(talk, COUNTING, 'The program counts every blink', 'It counts every blink');
    const { exitCode, stderr } = await runOxideck(['present', 'engineers', '--talk', talk, '--no-open']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('the deck for `engineers` is older than its sources');
    expect(stderr).toContain('oxideck build engineers');
    edit(talk, COUNTING, 'It counts every blink', 'The program counts every blink');
  });
});
