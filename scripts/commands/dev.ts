import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watch } from 'chokidar';
import { selectDeck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { withFirstLock } from '../system/build-lock.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { assemble } from '../slidev/assemble.ts';
import { RESTART } from '../serve/restart.ts';
import { shownOf, troubleLookup } from '../slidev/verdict-lookup.ts';
import { type EntryFolder, writeEntry } from '../slidev/write-entry.ts';
import type { Language } from '../languages/expectation.ts';
import { verifySlides } from './check.ts';
import { type Answer, type Context, languagesOf, loadTalk, pickAudiences } from './command.ts';

const SERVE_DECK = fileURLToPath(new URL('../serve/serve-deck.ts', import.meta.url));
/** Editors save in several steps: one edit is what happens within this many milliseconds. */
const SETTLE = 80;

/**
 * `oxideck dev`: the live deck of an audience with its notes. An edit of a section, a snippet, an audience or a
 * claim is verified and shown; while something is wrong the last good deck stays.
 */
export async function dev(
  context: Context,
  name: string,
  options: { port: number; open: boolean },
): Promise<Answer> {
  // The name is known for an audience's before a folder is called after it.
  const [audience] = pickAudiences(loadTalk(context).talk, [name]);
  const folderOf = (number: number) =>
    join(context.talkDir, '.oxideck', `dev-${audience?.id}${number > 1 ? `-${number}` : ''}`);
  // A second one beside it would find its modules replaced by those of the first.
  return withFirstLock(
    number => `${folderOf(number)}.lock`,
    number => follow(context, name, folderOf(number), options),
  );
}

async function follow(
  context: Context,
  name: string,
  folder: string,
  options: { port: number; open: boolean },
): Promise<Answer> {
  const { report, signal, talkDir } = context;
  let deck = await refresh(context, name, folder);
  const watcher = watch(
    ['slides', 'snippets', 'themes'].map(part => join(talkDir, part)),
    {
      ignored: path => /[\\/](verified|target|node_modules)([\\/]|$)/.test(path),
      ignoreInitial: true,
    },
  );
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(async () => {
        deck = (await refreshOrTell(context, name, folder)) ?? deck;
        if (server?.connected) server.send({ languages: deck.languages });
      });
    }, SETTLE);
  });
  let server: ChildProcess | undefined;
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    const start = (open: boolean): void => {
      server = serve(deck.folder, options.port, context, open);
      server.send({ languages: deck.languages });
      server.on('exit', code => {
        if (signal.aborted) return;
        if (code === RESTART) return start(false);
        report.error(`Slidev's server ended with exit code ${code}`);
        resolve();
      });
    };
    start(options.open && process.stderr.isTTY && !process.env.CI);
  });
  clearTimeout(timer);
  await watcher.close();
  server?.kill();
  return { exitCode: signal.aborted ? ExitCode.interrupted : ExitCode.internalFault, data: {} };
}

function serve(folder: EntryFolder, port: number, { report, talkDir }: Context, open: boolean): ChildProcess {
  const args = [folder.slides, folder.theme, talkDir, String(port), open ? 'open' : ''];
  const child = fork(SERVE_DECK, args, {
    cwd: folder.dir,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (message: { address?: string }) => {
    const address = (message.address ?? `http://127.0.0.1:${port}/`).replace(/\/$/, '');
    report.note(`slides   ${address}/`);
    report.note(`notes    ${address}/#/presenter/1`);
    report.note('edits of sections and snippets are followed; Ctrl-C ends');
  });
  return child;
}

interface Refreshed {
  folder: EntryFolder;
  /** What the talk has programs in. */
  languages: Language[];
}

async function refresh(context: Context, name: string, dir: string): Promise<Refreshed> {
  const { report, talkDir } = context;
  const { talk, snippets, warnings } = loadTalk(context);
  const [audience] = pickAudiences(talk, [name]);
  if (!audience) throw new Error('an audience was asked for by name');
  const deck = selectDeck(talk, audience);
  const verification = await verifySlides(context, talk, deck.slides, false);
  report.problems([...warnings, ...verification.problems, ...verification.missing], talkDir);
  const entry = assemble(deck, talk, {
    notes: true,
    ...shownOf(verification, talk),
    troubleOf: troubleLookup(verification, talkDir),
  });
  return {
    folder: writeEntry(entry, dir, audience.palette, talkDir),
    languages: languagesOf(snippets),
  };
}

async function refreshOrTell(context: Context, name: string, dir: string): Promise<Refreshed | undefined> {
  try {
    return await refresh(context, name, dir);
  } catch (error) {
    if (context.signal.aborted) return undefined;
    if (error instanceof OxideckError) context.report.problems(error.problems, context.talkDir);
    const help = error instanceof OxideckError ? error.help : '';
    context.report.error((error as Error).message, help || 'the last good deck stays until this is mended');
    return undefined;
  }
}
