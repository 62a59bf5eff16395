import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import { shownSlide } from './browser.ts';

/** The part of the slide that is shown with this class, as a reader sees it. */
export function shownPart(page: Page, selector: string): Promise<string> {
  return page.evaluate(wanted => {
    const parts = [...document.querySelectorAll<HTMLElement>(wanted)];
    const shown = parts.find(part => part.checkVisibility() && part.getClientRects().length > 0);
    return shown?.innerText.replaceAll('\u00a0', ' ').trim() ?? '';
  }, selector);
}

/** Waits until what a run says has this. */
export async function waitForPanel(page: Page, text: string | RegExp, timeout = 30_000): Promise<string> {
  const panel = () => shownPart(page, '.ox-run-panel');
  await expect.poll(panel, { timeout }).toMatch(text);
  return panel();
}

export function buttons(page: Page): Promise<string> {
  return shownPart(page, '.ox-run-bar').then(text => text.replace(/\s+/g, ' '));
}

export async function clickButton(page: Page, name: string): Promise<void> {
  const handles = await page.$$('.ox-run-bar button');
  for (const handle of handles) {
    const matches = await handle.evaluate(
      (button, wanted) => button.checkVisibility() && button.textContent?.trim() === wanted,
      name,
    );
    if (matches) return handle.click();
  }
  throw new Error(`no button ${name}, but ${await buttons(page)}`);
}

export async function pressRun(page: Page): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
}

/** Opens the editor by its key, and puts another program into it. */
export async function writeProgram(page: Page, text: string): Promise<void> {
  await page.keyboard.press('e');
  await page.waitForSelector('.cm-content:focus', { visible: true });
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  // Not typed: the editor would add brackets and indentation, as it should.
  await page.keyboard.sendCharacter(text);
}

/** Waits until the buttons are there: the slide has come. */
export async function openSlide(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect.poll(() => buttons(page), { timeout: 60_000 }).toMatch(/Copy/);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  expect((await shownSlide(page)).heading).not.toBe('');
}
