import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Browser } from 'puppeteer';
import type { Deck } from '../deck/select.ts';
import { ExitCode } from '../exit-code.ts';
import { OxideckError } from '../problem.ts';
import { assemble } from '../slidev/assemble.ts';
import { confirmedLookup, verdictLookup } from '../slidev/verdict-lookup.ts';
import { hashEntry, writeEntry } from '../slidev/write-entry.ts';
import type { Verification, Verified } from '../snippets/verify.ts';
import type { Talk } from '../talk/talk.ts';
import { findTheme } from '../talk/themes.ts';
import { deckManifest, fileNames } from './manifest.ts';
import { buildWeb } from './web.ts';

export const FORMATS = ['web', 'pdf', 'handout'] as const;
export type Format = (typeof FORMATS)[number];

/** What one build makes of its decks, and where. */
export interface Job {
  talk: Talk;
  verification: Verification & { pictures: readonly Verified[] };
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
  const { withBrowser } = await import('./browser.ts');
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
  const verdictOf = verdictLookup(job.verification, talk.dir);
  const target = join(dir, audience.id);
  const web = formats.includes('web') ? target : join(dir, `.web-${audience.id}`);
  const entry = assemble(deck, talk, {
    notes: audience.webNotes,
    verdictOf,
    confirmedBy: confirmedLookup(job.verification.pictures),
  });
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
  const fileOf = (format: Format) => join(dir, id, fileNames(id)[format]);
  const { withPrintPage } = await import('./print-page.ts');
  await withPrintPage(browser, web, titles.length, async page => {
    if (formats.includes('pdf')) {
      const { printSlides } = await import('./pdf.ts');
      await timed(job, id, `PDF, ${titles.length} pages`, () =>
        printSlides(page, fileOf('pdf'), titles, facts),
      );
    }
    if (formats.includes('handout')) {
      const { handoutHtml } = await import('./handout-html.ts');
      const { printHandout } = await import('./handout.ts');
      await timed(job, id, `handout, ${paper}`, async () => {
        const handout = await handoutHtml(deck, talk, verdictLookup(job.verification, talk.dir));
        const stylesheet = findTheme('base/handout.css', talk.dir) ?? '';
        await printHandout(page, fileOf('handout'), handout, { paper, stylesheet }, facts);
      });
    }
  });
}

async function timed(job: Job, audience: string, what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  job.signal.throwIfAborted();
  job.onDone(audience, what, performance.now() - start);
}
