import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Browser } from 'puppeteer';
import type { Deck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { assemble } from '../slidev/assemble.ts';
import { shownOf, type TalkVerdicts, verdictLookup } from '../slidev/verdict-lookup.ts';
import { hashEntry, writeEntry } from '../slidev/write-entry.ts';
import { canvasOf } from '../talk/canvas.ts';
import type { Talk } from '../talk/talk.ts';
import { findTheme } from '../talk/themes.ts';
import { deckManifest, fileNames } from './manifest.ts';
import { pptxNotes } from './pptx-notes.ts';
import type { PptxSlide } from './pptx.ts';
import { buildWeb } from './web.ts';

export const FORMATS = ['web', 'pdf', 'handout', 'pptx', 'png'] as const;
export type Format = (typeof FORMATS)[number];
/** What is made where nobody asks for other formats. */
export const USUAL_FORMATS: readonly Format[] = ['web', 'pdf', 'handout'];

/** What one build makes of its decks, and where. */
export interface Job {
  talk: Talk;
  verification: TalkVerdicts;
  formats: readonly Format[];
  /** The folder in which each deck gets one of its own. */
  dir: string;
  /** The date that made files carry. */
  date: Date;
  signal: AbortSignal;
  /** Told of each step that is done, with its time in milliseconds. */
  onDone(audience: string, what: string, milliseconds: number): void;
}

/** Makes the decks, several at a time, through one browser where something is to be printed. */
export async function makeDecks(job: Job, decks: readonly Deck[]): Promise<void> {
  if (job.formats.every(format => format === 'web')) return makeAll(job, decks);
  // Loaded on demand, like all that prints: the other commands start without it.
  const { withBrowser } = await import('../browser/browser.ts');
  return withBrowser(job.signal, browser => makeAll(job, decks, browser));
}

async function makeAll(job: Job, decks: readonly Deck[], browser?: Browser): Promise<void> {
  const limit = pLimit(availableParallelism());
  const results = await Promise.allSettled(decks.map(deck => limit(() => makeDeck(job, deck, browser))));
  const failed = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []));
  job.signal.throwIfAborted();
  const unknown = failed.find(reason => !(reason instanceof OxideckError));
  if (unknown) throw unknown;
  const known = failed as OxideckError[];
  if (known.length === 0) return;
  throw new OxideckError(
    known[0]?.exitCode ?? ExitCode.internalFault,
    known.map(error => error.message).join('; '),
    known[0]?.help,
    known.flatMap(error => error.problems),
  );
}

async function makeDeck(job: Job, deck: Deck, browser?: Browser): Promise<void> {
  const { talk, formats, dir, signal } = job;
  const { audience } = deck;
  const target = join(dir, audience.id);
  const web = formats.includes('web') ? target : join(dir, `.web-${audience.id}`);
  const entry = assemble(deck, talk, { notes: audience.webNotes, ...shownOf(job.verification, talk) });
  const slides = entry.titles.length;
  const folder = writeEntry(entry, join(talk.dir, '.oxideck', audience.id), audience.palette, talk.dir);
  await timed(job, audience.id, `web, ${slides} slides`, () => buildWeb(folder, web, audience, signal));
  mkdirSync(target, { recursive: true });
  if (browser) await print(job, deck, browser, web, entry.titles);
  const printedBy = (await browser?.version())?.replace('Headless', '');
  const source = hashEntry(entry, audience.palette, talk.dir);
  const manifest = deckManifest(deck, job.verification, formats, printedBy, source);
  writeFileSync(join(target, 'manifest.json'), manifest);
}

async function print(
  job: Job,
  deck: Deck,
  browser: Browser,
  web: string,
  titles: readonly string[],
): Promise<void> {
  const { talk, formats, dir, date } = job;
  const { id, title } = deck.audience;
  const { speaker: author, title: subject, paper } = talk.settings;
  const facts = { title, author, subject, date };
  const canvas = canvasOf(deck.audience, talk.settings);
  const fileOf = (format: Format) => join(dir, id, fileNames(id)[format]);
  const { withPrintPage } = await import('../browser/print-page.ts');
  await withPrintPage(browser, web, canvas, titles.length, async page => {
    if (formats.includes('pdf')) {
      const { printSlides } = await import('./pdf.ts');
      await timed(job, id, `PDF, ${titles.length} pages`, () =>
        printSlides(page, fileOf('pdf'), titles, facts),
      );
    }
    if (formats.includes('png') || formats.includes('pptx')) {
      const { pictureSlides, readSlideTexts, writePictures } = await import('./png.ts');
      const texts = await readSlideTexts(page);
      const pictures: Uint8Array[] = [];
      await timed(job, id, `pictures of ${titles.length} slides`, async () => {
        pictures.push(...(await pictureSlides(page, canvas)));
        if (formats.includes('png')) await writePictures(fileOf('png'), pictures);
      });
      if (formats.includes('pptx')) {
        const { writePptx } = await import('./pptx.ts');
        await timed(job, id, `PowerPoint, ${titles.length} slides`, () =>
          writePptx(fileOf('pptx'), pptxSlides(deck, job, titles, pictures, texts), canvas, facts),
        );
      }
    }
    // Last: it takes the slides out of the page that the others print.
    if (formats.includes('handout')) {
      const { handoutHtml } = await import('./handout-html.ts');
      const { printHandout } = await import('./handout.ts');
      await timed(job, id, `handout, ${paper}`, async () => {
        const handout = await handoutHtml(deck, talk, shownOf(job.verification, talk));
        const stylesheet = findTheme('base/handout.css', talk.dir) ?? '';
        await printHandout(page, fileOf('handout'), handout, { paper, stylesheet }, facts);
      });
    }
  });
}

function pptxSlides(
  deck: Deck,
  { talk, verification }: Job,
  titles: readonly string[],
  pictures: readonly Uint8Array[],
  texts: readonly string[],
): PptxSlide[] {
  const verdictOf = verdictLookup(verification, talk.dir);
  const cover = '';
  const notes = [cover, ...pptxNotes(deck, talk, verdictOf)];
  return pictures.map((picture, index) => {
    return { title: titles[index] ?? '', picture, alt: texts[index] ?? '', notes: notes[index] ?? '' };
  });
}

async function timed(job: Job, audience: string, what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  job.signal.throwIfAborted();
  job.onDone(audience, what, performance.now() - start);
}
