import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { type Deck, selectDeck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { withBrowser } from '../browser/browser.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { keepLinted, layoutKey, type Linted, readLinted } from '../layout/layout-cache.ts';
import { lintLayout } from '../layout/lint-layout.ts';
import { buildWeb } from '../export/web.ts';
import { applyExceptions, readExceptions } from '../layout/exceptions.ts';
import { toProblems } from '../layout/place.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { countProblems } from '../diagnostics/report.ts';
import { assemble } from '../slidev/assemble.ts';
import { shownOf } from '../slidev/verdict-lookup.ts';
import { type EntryFolder, writeEntry } from '../slidev/write-entry.ts';
import { type Canvas, canvasOf } from '../talk/canvas.ts';
import { throwUnverified, verifySlides } from './check.ts';
import { type Answer, type Context, loadTalk, pickAudiences, throwProblems } from './command.ts';
import { removeFolder } from '../system/remove-folder.ts';
import { makeScratch } from '../system/scratch.ts';

/** A deck that is written, and what was found in it if that is known. */
interface Candidate {
  deck: Deck;
  folder: EntryFolder;
  canvas: Canvas;
  slides: number;
  key: string;
  linted: Linted | undefined;
}

/** `oxideck check --layout`: looks at every slide of these decks at every click, as a browser shows it. */
export async function checkLayout(
  context: Context,
  names: readonly string[],
  options: { fresh?: boolean },
): Promise<Answer> {
  const { report } = context;
  const { talk, warnings } = loadTalk(context);
  const decks = pickAudiences(talk, names).map(audience => selectDeck(talk, audience));
  const slides = [...talk.sections.values()].flatMap(section => section.slides);
  const { exceptions, problems: refused } = readExceptions(talk.dir, new Set(slides.map(slide => slide.id)));
  throwProblems([...warnings, ...refused]);
  const browser = await findBrowser();
  if (!browser) {
    throw new OxideckError(
      ExitCode.toolMissing,
      'no browser to look at the slides with',
      'run `npm run build`, which gets one; or install Chromium',
    );
  }
  const verification = await verifySlides(
    context,
    talk,
    decks.flatMap(deck => deck.slides),
    false,
  );
  throwUnverified(verification);
  const shown = shownOf(verification, talk);
  const candidates = decks.map((deck): Candidate => {
    const { id, palette, webNotes } = deck.audience;
    const entry = assemble(deck, talk, { notes: webNotes, ...shown });
    const folder = writeEntry(entry, join(talk.dir, '.oxideck', id), palette, talk.dir);
    const key = layoutKey(folder, browser.executable);
    return {
      deck,
      folder,
      canvas: canvasOf(deck.audience, talk.settings),
      slides: entry.titles.length,
      key,
      linted: options.fresh ? undefined : readLinted(key),
    };
  });
  const linted = await lintAll(context, candidates);
  const problems = applyExceptions(
    toProblems(linted.map(({ deck, linted: { findings } }) => ({ deck, findings }))),
    exceptions,
    slide => shownOnlyIn(decks, slide),
  );
  report.problems(problems, talk.dir);
  report.note(countProblems(problems));
  return {
    exitCode: problems.length > 0 ? ExitCode.contentHasProblems : ExitCode.done,
    data: {
      decks: linted.map(({ deck, slides: number, linted: { steps }, known }) => ({
        audience: deck.audience.id,
        slides: number,
        steps,
        known,
      })),
      exceptions,
      problems,
    },
  };

  function shownOnlyIn(looked: readonly Deck[], id: string): boolean {
    const others = [...talk.audiences.values()].filter(({ id: other }) =>
      looked.every(deck => deck.audience.id !== other),
    );
    return others.every(other => selectDeck(talk, other).slides.every(slide => slide.id !== id));
  }
}

type Looked = Candidate & { linted: Linted; known: boolean };

/** Builds and opens the decks that have changed since they were looked at. */
async function lintAll(context: Context, candidates: readonly Candidate[]): Promise<Looked[]> {
  const { signal, report } = context;
  if (candidates.every(({ linted }) => linted)) return candidates.map(known);
  const dir = makeScratch();
  try {
    return await withBrowser(signal, async browser => {
      const limit = pLimit(availableParallelism());
      const looks = candidates.map(candidate =>
        limit(async (): Promise<Looked> => {
          if (candidate.linted) return known(candidate);
          const { deck, folder, canvas, slides, key } = candidate;
          const { id } = deck.audience;
          const start = performance.now();
          await buildWeb(folder, join(dir, id), deck.audience, signal);
          const built = performance.now();
          report.done(id, `web, ${slides} slides`, built - start);
          const linted = await lintLayout(browser, join(dir, id), canvas, slides);
          report.done(id, `layout, ${linted.steps} steps`, performance.now() - built);
          keepLinted(key, linted);
          return { ...candidate, linted, known: false };
        }),
      );
      // All of them, so that none still writes into a folder that goes.
      const settled = await Promise.allSettled(looks);
      signal.throwIfAborted();
      return settled.map(result => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    });
  } finally {
    await removeFolder(dir);
  }

  function known(candidate: Candidate): Looked {
    const linted = candidate.linted ?? { findings: [], steps: 0 };
    report.note(`${candidate.deck.audience.id}: unchanged since it was looked at`);
    return { ...candidate, linted, known: true };
  }
}
