import type { Snippet } from '../verify/programs/find-snippets.ts';
import { unshownLines, wholeProgram } from '../verify/programs/listing.ts';
import type { Program } from '../verify/programs/program.ts';
import type { Verdict } from '../languages/verdict.ts';
import type { RunnableProgram } from './addon/run/program.ts';
import { renumber } from './addon/run/renumber.ts';
import { escapeAttribute } from './escape.ts';

/** The Markdown of the addon's `<Run>`, where the fence asks for it: to edit the program and run it from the slide. */
export function runBlock(
  snippet: Snippet,
  verdict: Verdict,
  by: string,
  program: Pick<Program, 'edition' | 'crates'>,
): string[] {
  const { expectation } = snippet;
  if (!expectation?.run || expectation.language === 'console') return [];
  const { language, testHarness: tests, timeout } = expectation;
  const inline = language === 'rust' && !snippet.path;
  const rejected = expectation.outcome === 'compile_fail';
  const errors = verdict.diagnostics.filter(({ level }) => level === 'error');
  const said = rejected
    ? errors.map(({ rendered }) => rendered.join('\n')).join('\n\n')
    : verdict.stderr.join('\n');
  const runnable: RunnableProgram = {
    ...{ language, edition: program.edition, tests, timeout, inline },
    code: wholeProgram(snippet).trimEnd(),
    unshown: unshownLines(snippet),
    playground: language === 'rust' && program.crates.length === 0,
    recorded: {
      stdout: verdict.stdout.join('\n'),
      stderr: inline ? asRunHere(said, snippet.section) : said,
      rejected,
      ...(verdict.exitCode === undefined ? {} : { exitCode: verdict.exitCode }),
      by,
    },
  };
  const last = snippet.shown.trimEnd().split('\n').at(-1)?.length ?? 0;
  return [`<Run program="${escapeAttribute(JSON.stringify(runnable))}" :tail="${last}" />`, ''];
}

/** The record counts the fence's own line, and names the program after its section. */
function asRunHere(said: string, section: string): string {
  return renumber(said.replaceAll(`${section}.rs:`, 'program.rs:'), -1);
}
