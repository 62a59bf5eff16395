import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { oldClaims } from '../deck/claim-uses.ts';
import { type Deck, selectDeck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { buildDate } from '../system/build-date.ts';
import { withLock } from '../system/build-lock.ts';
import { FORMATS, type Format, makeDecks, USUAL_FORMATS } from '../export/make-deck.ts';
import { deckIndex, filesOf } from '../export/manifest.ts';
import { withStaging } from '../export/output.ts';
import { OxideckError, type Problem } from '../diagnostics/problem.ts';
import { count } from '../diagnostics/report.ts';
import { listNames, unknownName } from '../diagnostics/nearest.ts';
import { throwUnverified, verifySlides } from './check.ts';
import { type Answer, type Context, loadTalk, pickAudiences, throwProblems } from './command.ts';
import { talkDate } from '../talk/talk-date.ts';

export interface BuildOptions {
  minutes?: number;
  formats?: string[];
  out?: string;
}

/** `oxideck build`: verifies, assembles, builds and prints the decks of these audiences. */
export async function build(context: Context, names: string[], options: BuildOptions): Promise<Answer> {
  const start = performance.now();
  const { report, signal } = context;
  const formats = pickFormats(options.formats);
  const { talk, warnings } = loadTalk(context);
  const decks = pickAudiences(talk, names).map(audience => selectDeck(talk, audience, options.minutes));
  const old = oldClaims(decks, talk, await talkDate(talk));
  const problems = [...warnings, ...old, ...decks.flatMap(checkDeck)];
  throwProblems(problems);
  report.problems(problems, talk.dir);
  const out = resolve(options.out ?? join(talk.dir, 'dist'));
  await withStaging(out, async staging => {
    const slides = decks.flatMap(deck => deck.slides);
    const verification = await verifySlides(context, talk, slides, true);
    throwUnverified(verification);
    const date = await buildDate(talk.dir);
    const onDone = report.done;
    const lock = join(talk.dir, '.oxideck/build.lock');
    const onWait = (holder: number) =>
      report.note(`waiting for another build of this talk: process ${holder} holds ${lock}`);
    // Builds of one talk share its generated decks, and mostly the output.
    await withLock(lock, { signal, onWait }, async () => {
      await makeDecks({ talk, verification, formats, dir: staging.dir, date, signal, onDone }, decks);
      writeFileSync(join(staging.dir, 'index.html'), deckIndex(talk, staging.dir, out));
      signal.throwIfAborted();
      staging.commit([...decks.map(deck => deck.audience.id), 'index.html']);
    });
  });
  const made = decks.map(deck => ({ deck, files: filesOf(deck.audience.id, out) }));
  for (const { path, bytes } of made.flatMap(({ files }) => files)) {
    report.note(`${relative(process.cwd(), path)}${bytes ? `  ${Math.ceil(bytes / 1024)} KB` : ''}`);
  }
  const where = relative(process.cwd(), out) || '.';
  report.done('built', `${count(decks.length, 'deck')} in ${where}`, performance.now() - start);
  return {
    exitCode: ExitCode.done,
    data: { out, decks: made.map(({ deck, files }) => ({ ...summary(deck), files })), problems },
  };
}

function summary({ audience, slides, minutes, budget }: Deck): Record<string, unknown> {
  return { audience: audience.id, title: audience.title, slides: slides.length, minutes, budget };
}

function checkDeck({ audience, minutes, budget, slides }: Deck): Problem[] {
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

function pickFormats(names: readonly string[] = USUAL_FORMATS): Format[] {
  return names.map(name => {
    const format = FORMATS.find(known => known === name);
    if (format) return format;
    const help = `the formats are ${listNames(FORMATS)}`;
    throw new OxideckError(ExitCode.usage, unknownName('format', name, FORMATS), help);
  });
}
