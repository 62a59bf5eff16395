import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import pLimit from 'p-limit';
import type { Browser } from 'puppeteer';
import { type Deck, selectDeck } from '../deck/select.ts';
import { ExitCode } from '../exit-code.ts';
import { buildDate } from '../export/build-date.ts';
import { indexHtml } from '../export/index-html.ts';
import { withStaging } from '../export/output.ts';
import { buildWeb } from '../export/web.ts';
import { OxideckError, type Problem } from '../problem.ts';
import { assemble } from '../slidev/assemble.ts';
import { verdictLookup } from '../slidev/verdict-lookup.ts';
import { writeEntry } from '../slidev/write-entry.ts';
import type { Verification } from '../snippets/verify.ts';
import { listNames, unknownName } from '../talk/nearest.ts';
import type { Talk } from '../talk/talk.ts';
import { findTheme } from '../talk/themes.ts';
import { throwUnverified, verifySlides } from './check.ts';
import { type Answer, type Context, loadTalk, pickAudiences, throwProblems } from './command.ts';

const FORMATS = ['web', 'pdf', 'handout'] as const;
type Format = (typeof FORMATS)[number];

export interface BuildOptions {
  minutes?: number;
  formats?: string[];
  out?: string;
}

/** What one build makes of its decks, and where. */
interface Job {
  context: Context;
  talk: Talk;
  verification: Verification;
  formats: readonly Format[];
  /** The folder beside the output. */
  dir: string;
  date: Date;
}

/** `oxideck build`: verifies, assembles, builds and prints the decks of these audiences. */
export async function build(context: Context, names: string[], options: BuildOptions): Promise<Answer> {
  const start = performance.now();
  const formats = pickFormats(options.formats);
  const { talk, warnings } = loadTalk(context);
  const decks = pickAudiences(talk, names).map(audience => selectDeck(talk, audience, options.minutes));
  const problems = [...warnings, ...decks.flatMap(checkDeck)];
  throwProblems(problems);
  context.report.problems(problems, talk.dir);
  const out = resolve(options.out ?? join(talk.dir, 'dist'));
  const files = await withStaging(out, async staging => {
    const slides = new Map(
      decks.flatMap(deck => deck.slides.map(slide => [`${deck.audience.id} ${slide.id}`, slide])),
    );
    const verification = await verifySlides(context, talk, [...slides.values()], { record: 'add' });
    throwUnverified(verification);
    const job = { context, talk, verification, formats, dir: staging.dir, date: await buildDate(talk.dir) };
    await (formats.some(format => format !== 'web') ? withPrinter(job, decks) : makeAll(job, decks));
    writeFileSync(join(staging.dir, 'index.html'), index(talk, staging.dir, out));
    context.signal.throwIfAborted();
    staging.commit([...decks.map(deck => deck.audience.id), 'index.html']);
    return decks.flatMap(deck => filesOf(deck, out));
  });
  for (const { path, bytes } of files) {
    context.report.note(`${relative(process.cwd(), path)}${bytes ? `  ${Math.ceil(bytes / 1024)} KB` : ''}`);
  }
  context.report.done(
    'built',
    `${decks.length} decks in ${relative(process.cwd(), out) || '.'}`,
    performance.now() - start,
  );
  return {
    exitCode: ExitCode.done,
    data: {
      out,
      decks: decks.map(deck => ({
        audience: deck.audience.id,
        title: deck.audience.title,
        slides: deck.slides.length,
        minutes: deck.minutes,
        budget: deck.budget,
        files: filesOf(deck, out),
      })),
      problems,
    },
  };
}

async function withPrinter(job: Job, decks: readonly Deck[]): Promise<void> {
  const { withBrowser } = await import('../export/browser.ts');
  await withBrowser(job.context.signal, browser => makeAll(job, decks, browser));
}

async function makeAll(job: Job, decks: readonly Deck[], browser?: Browser): Promise<void> {
  const limit = pLimit(availableParallelism());
  const results = await Promise.allSettled(decks.map(deck => limit(() => make(job, deck, browser))));
  const failed = results.filter(result => result.status === 'rejected').map(result => result.reason);
  if (failed.length === 0) return;
  job.context.signal.throwIfAborted();
  const known = failed.filter(reason => reason instanceof OxideckError);
  if (known.length < failed.length) throw failed.find(reason => !known.includes(reason));
  throw new OxideckError(
    known[0]?.exitCode ?? ExitCode.internalFault,
    known.map(error => error.message).join('; '),
    known[0]?.help,
    known.flatMap(error => error.problems),
  );
}

async function make(job: Job, deck: Deck, browser?: Browser): Promise<void> {
  const { context, talk, verification, formats, dir, date } = job;
  const { audience } = deck;
  const verdictOf = verdictLookup(verification, talk.dir);
  const target = join(dir, audience.id);
  const web = formats.includes('web') ? target : join(dir, `.web-${audience.id}`);
  const entry = assemble(deck, talk, { notes: audience.webNotes, verdictOf });
  const folder = writeEntry(entry, join(talk.dir, '.oxideck', audience.id), audience.palette, talk.dir);
  await timed(context, audience.id, `web, ${entry.titles.length} slides`, () =>
    buildWeb(folder, web, audience.id, context.signal),
  );
  mkdirSync(target, { recursive: true });
  const facts = { title: audience.title, author: talk.settings.speaker, subject: talk.settings.title, date };
  if (browser && formats.includes('pdf')) {
    const { printSlides } = await import('../export/pdf.ts');
    await timed(context, audience.id, `PDF, ${entry.titles.length} pages`, () =>
      printSlides(browser, web, join(target, `${audience.id}.pdf`), entry.titles, facts),
    );
  }
  if (browser && formats.includes('handout')) {
    const { handoutHtml } = await import('../export/handout-html.ts');
    const { printHandout } = await import('../export/handout.ts');
    await timed(context, audience.id, `handout, ${talk.settings.paper}`, async () => {
      const handout = await handoutHtml(deck, talk, verdictOf);
      const stylesheet = findTheme('base/handout.css', talk.dir) ?? '';
      const file = join(target, `${audience.id}-handout.pdf`);
      const { paper } = talk.settings;
      await printHandout(
        browser,
        web,
        file,
        handout,
        { slides: entry.titles.length, paper, stylesheet },
        facts,
      );
    });
  }
  writeFileSync(join(target, 'manifest.json'), await manifest(job, deck, browser));
}

async function manifest({ verification, formats }: Job, deck: Deck, browser?: Browser): Promise<string> {
  const by = [...new Set(verification.programs.map(entry => entry.by).filter(Boolean))].sort();
  const about = {
    schema: 1,
    generator: 'oxideck',
    audience: deck.audience.id,
    title: deck.audience.title,
    minutes: deck.minutes,
    slides: deck.slides.map(slide => slide.title),
    formats,
    verifiedBy: by,
    ...(browser ? { printedBy: (await browser.version()).replace('Headless', '') } : {}),
  };
  return `${JSON.stringify(about, null, 2)}\n`;
}

function index(talk: Talk, staging: string, out: string): string {
  const listed = [...talk.audiences.values()].filter(audience => audience.listed);
  const has = (id: string, file: string) =>
    existsSync(join(staging, id)) ? existsSync(join(staging, id, file)) : existsSync(join(out, id, file));
  const decks = listed.map(({ id, title, promise, minutes }) => ({
    ...{ audience: id, title, promise, minutes },
    web: has(id, 'index.html'),
    pdf: has(id, `${id}.pdf`),
    handout: has(id, `${id}-handout.pdf`),
  }));
  const there = decks.filter(deck => deck.web || deck.pdf || deck.handout);
  return indexHtml(talk.settings.title, talk.settings.language, there);
}

function filesOf(deck: Deck, out: string): { path: string; bytes?: number }[] {
  const { id } = deck.audience;
  return ['index.html', `${id}.pdf`, `${id}-handout.pdf`]
    .map(name => join(out, id, name))
    .filter(existsSync)
    .map(path => (path.endsWith('.pdf') ? { path, bytes: statSync(path).size } : { path }));
}

function checkDeck(deck: Deck): Problem[] {
  const { audience, minutes, budget, slides } = deck;
  const at = { file: audience.file, line: 1 };
  if (slides.length === 0) {
    const help =
      'name sections that have slides for it, or give it their tags: `oxideck plan` says why each is out';
    return [
      { kind: 'empty-deck', severity: 'error', message: `no slide is for \`${audience.id}\``, help, ...at },
    ];
  }
  if (minutes <= budget) return [];
  return [
    {
      kind: 'over-time',
      severity: 'warning',
      message: `the deck for \`${audience.id}\` takes ${minutes} of ${budget} minutes`,
      help: `shorten slides, or give some a lower \`priority\`: see \`oxideck plan ${audience.id}\``,
      ...at,
    },
  ];
}

async function timed(context: Context, step: string, what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  context.signal.throwIfAborted();
  context.report.done(step, what, performance.now() - start);
}

function pickFormats(names: readonly string[] | undefined): Format[] {
  if (!names) return [...FORMATS];
  return names.map(name => {
    const format = FORMATS.find(known => known === name);
    if (format) return format;
    throw new OxideckError(
      ExitCode.usage,
      unknownName('format', name, FORMATS),
      `the formats are ${listNames(FORMATS)}`,
    );
  });
}
