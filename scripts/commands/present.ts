import { join, resolve } from 'node:path';
import open from 'open';
import { selectDeck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { readBuilt } from '../export/manifest.ts';
import { presentDeck } from '../serve/present-deck.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { createRunner } from '../serve/runner.ts';
import { assemble } from '../slidev/assemble.ts';
import { notesHtml } from '../slidev/notes-html.ts';
import { shownOf } from '../slidev/verdict-lookup.ts';
import { hashEntry } from '../slidev/write-entry.ts';
import { ALL_TOOLS, findTools } from '../languages/rust/toolchain.ts';
import { throwUnverified, verifySlides } from './check.ts';
import { type Answer, type Context, languagesOf, loadTalk, pickAudiences } from './command.ts';

export interface PresentOptions {
  port: number;
  open: boolean;
  out?: string;
}

/**
 * `oxideck present`: the deck as it was built, on this machine and without network, with its notes, and with a runner
 * for the programs on its slides. The notes are those of the sources, so the deck must be theirs, too.
 */
export async function present(context: Context, name: string, options: PresentOptions): Promise<Answer> {
  const { report, signal, talkDir } = context;
  const { talk, snippets } = loadTalk(context);
  const [audience] = pickAudiences(talk, [name]);
  if (!audience) throw new Error('an audience was asked for by name');
  const folder = join(resolve(options.out ?? join(talkDir, 'dist')), audience.id);
  const built = readBuilt(folder);
  if (!built) throw unbuilt(`the deck for \`${name}\` is not built`, name, options.out);
  const deck = selectDeck(talk, audience, built.budget);
  const verification = await verifySlides(context, talk, deck.slides, false);
  throwUnverified(verification);
  const shown = shownOf(verification, talk);
  const entry = assemble(deck, talk, { notes: audience.webNotes, ...shown });
  if (hashEntry(entry, audience.palette, talkDir) !== built.source) {
    throw unbuilt(`the deck for \`${name}\` is older than its sources`, name, options.out);
  }
  const tools = findTools(ALL_TOOLS, signal);
  const runner = createRunner({ talkDir, languages: () => languagesOf(snippets), tools: () => tools });
  await presentDeck(folder, runner, notesHtml(deck, talk, shown.verdictOf), options.port, async address => {
    report.note(`slides   ${address}/`);
    report.note(`notes    ${address}/#/presenter/1`);
    report.note('Run works on this machine, for these pages alone; Ctrl-C ends');
    if (options.open && process.stderr.isTTY && !process.env.CI) await open(address);
    if (!signal.aborted) await new Promise(ended => signal.addEventListener('abort', ended, { once: true }));
  });
  return { exitCode: ExitCode.interrupted, data: {} };
}

function unbuilt(message: string, name: string, out: string | undefined): OxideckError {
  const build = `oxideck build ${name}${out ? ` --out ${out}` : ''}`;
  return new OxideckError(
    ExitCode.usage,
    message,
    `run \`${build}\`, or \`oxideck dev ${name}\` to show the sources as they are`,
  );
}
