/**
 * Takes the pictures of the README: a strip of slides of each audience, from its built deck, into `slides/pictures/`.
 * `node scripts/pictures.ts`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer';
import { selectDeck } from './deck/select.ts';
import { withBrowser } from './browser/browser.ts';
import { run } from './system/run.ts';
import { readTalk } from './talk/talk.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'slides/pictures');
/** The slides that show how an audience's deck differs from the others, by id; its cover comes first. */
const SHOWN: Record<string, readonly string[]> = {
  execs: ['compiler-said-no', 'android-share', 'ninety-days', 'ask-execs'],
  'python-devs': ['alias-or-clone', 'use-after-move', 'python-module', 'fifty-waits-both'],
  'security-teams': ['cwe-416', 'class-board', 'heartbleed-share', 'android-share'],
  meetup: ['quiz-loop', 'push-while-reading', 'arc-mutex', 'rust-in-this-slide'],
};
/** In pixels: a thumbnail is 16 : 9, and twice as large as a page shows it. */
const THUMBNAIL = { width: 480, height: 270, gap: 16 };
const signal = new AbortController().signal;

const { talk } = readTalk(ROOT);
const dir = mkdtempSync(join(tmpdir(), 'oxideck-pictures-'));
try {
  const args = [join(ROOT, 'scripts/cli.ts'), 'build', '--talk', ROOT, '--formats', 'png', '--out', dir];
  const built = await run(process.execPath, args, { cwd: ROOT, env: environment() });
  if (built.exitCode !== 0) throw new Error(built.stderr);
  mkdirSync(FOLDER, { recursive: true });
  await withBrowser(signal, async browser => {
    for (const [id, slides] of Object.entries(SHOWN)) await takeStrip(browser, id, slides);
  });
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function takeStrip(browser: Browser, id: string, slides: readonly string[]): Promise<void> {
  const files = [1, ...slides.map(slide => numberOf(id, slide))].map(number =>
    join(dir, id, 'png', `${String(number).padStart(2, '0')}.png`),
  );
  const images = files.map(file => `<img src="data:image/png;base64,${readFileSync(file, 'base64')}">`);
  const { width, height, gap } = THUMBNAIL;
  const page = await browser.newPage();
  await page.setViewport({ width: images.length * (width + gap) - gap, height });
  await page.setContent(`<style>
    body { display: flex; gap: ${gap}px; margin: 0 }
    img { box-sizing: border-box; width: ${width}px; height: ${height}px; border: 1px solid #8a929b }
  </style>${images.join('')}`);
  const picture = await page.screenshot({ type: 'webp', quality: 80, omitBackground: true });
  const file = join(FOLDER, `${id}.webp`);
  writeFileSync(file, picture);
  process.stdout.write(`${file} ${Math.ceil(statSync(file).size / 1024)} KB\n`);
  await page.close();
}

function numberOf(id: string, slide: string): number {
  const audience = talk.audiences.get(id);
  const index = audience ? selectDeck(talk, audience).slides.findIndex(each => each.id === slide) : -1;
  if (index < 0) throw new Error(`the deck for \`${id}\` has no slide \`${slide}\`: name another in SHOWN`);
  return index + 2;
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
}
