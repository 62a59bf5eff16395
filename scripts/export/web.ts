import { fileURLToPath } from 'node:url';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import type { EntryFolder } from '../slidev/write-entry.ts';
import { run } from '../system/run.ts';

const BUILD_DECK = fileURLToPath(new URL('../slidev/build-deck.ts', import.meta.url));

/**
 * Builds a deck's web folder with Slidev, in a process of its own.
 *
 * @throws OxideckError with exit code 1 and what Slidev said
 */
export async function buildWeb(
  entry: EntryFolder,
  out: string,
  audience: { id: string; webNotes: boolean },
  signal: AbortSignal,
): Promise<void> {
  const notes = audience.webNotes ? 'notes' : '';
  const env = Object.fromEntries(
    Object.entries({ ...process.env, NODE_ENV: 'production' }).flatMap(([k, v]) =>
      v === undefined ? [] : [[k, v]],
    ),
  );
  const result = await run(process.execPath, [BUILD_DECK, entry.slides, entry.theme, out, notes], {
    cwd: entry.dir,
    env,
    signal,
  });
  signal.throwIfAborted();
  if (result.exitCode === 0) return;
  throw new OxideckError(
    ExitCode.contentHasProblems,
    `Slidev cannot build the deck for \`${audience.id}\``,
    '',
    [
      {
        kind: 'slidev',
        severity: 'error',
        message: 'Slidev refuses a slide of this deck',
        help: 'mend the Markdown or the component that Slidev names; the generated text is in `.oxideck`',
        file: `slides/audiences/${audience.id}.yaml`,
        line: 0,
        detail: withoutTrace(result.stderr || result.stdout),
      },
    ],
  );
}

function withoutTrace(said: string): string {
  const lines = said.split('\n').filter(line => line.trim() && !/^\s+at |^Node\.js v|^file:\/\//.test(line));
  return lines.slice(0, 20).join('\n');
}
