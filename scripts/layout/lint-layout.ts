import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer';
import { collect, ROLES } from './collect.ts';
import type { Hurdle } from './measured.ts';
import { type Finding, judge } from './rules.ts';
import type { Canvas } from '../talk/canvas.ts';
import { withPrintPage } from '../browser/print-page.ts';

/** What our own rules say with the way out, and at each click: of colours also in drawings and of large letters. */
const OUR_OWN = ['color-contrast', 'image-alt', 'scrollable-region-focusable'];
const GRAVE = ['serious', 'critical'];
const STILL = '*, *::before, *::after { animation: none !important; transition: none !important; }';

/** Looks at every slide of a built deck at every click. */
export async function lintLayout(
  browser: Browser,
  webDir: string,
  canvas: Canvas,
  slides: number,
): Promise<{ findings: Finding[]; steps: number }> {
  return withPrintPage(
    browser,
    webDir,
    canvas,
    slides,
    async page => {
      await page.addStyleTag({ content: STILL });
      const measured = await page.evaluate(collect, ROLES);
      return { findings: judge(measured, canvas, await findHurdles(page)), steps: measured.length };
    },
    true,
  );
}

/** What axe-core holds against the slides as they are after their last click. */
async function findHurdles(page: Page): Promise<Hurdle[]> {
  await page.evaluate(axe.source);
  const grave = await page.evaluate(runAxe, OUR_OWN);
  return grave.filter(({ impact }) => GRAVE.includes(impact));
}

/** Runs in the browser. */
async function runAxe(disabled: readonly string[]): Promise<Hurdle[]> {
  const last = new Map<string, Element>();
  for (const container of document.querySelectorAll('.print-slide-container')) {
    last.set(container.id.split('-')[0] ?? '', container);
  }
  const { axe } = globalThis as unknown as {
    axe: { run(context: unknown, options: unknown): Promise<AxeResults> };
  };
  const { violations } = await axe.run(
    { include: [...last.values()] },
    {
      resultTypes: ['violations'],
      rules: Object.fromEntries(disabled.map(rule => [rule, { enabled: false }])),
    },
  );
  return violations.flatMap(({ id: rule, impact, help, nodes }) =>
    nodes.map(node => {
      const at = document.querySelector(String(node.target[0]))?.closest('.print-slide-container');
      const [slide, click] = (at?.id ?? '').split('-').map(Number);
      const html = node.html.replace(/\s+/g, ' ');
      const element = `\`${html.length > 80 ? `${html.slice(0, 79)}…` : html}\``;
      return { slide: slide ?? 0, click: (click ?? 1) - 1, rule, impact: impact ?? '', help, element };
    }),
  );
}
