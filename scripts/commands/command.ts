import type { ExitCode } from '../diagnostics/exit-code.ts';
import { ExitCode as Exit } from '../diagnostics/exit-code.ts';
import { OxideckError, type Problem, sortProblems } from '../diagnostics/problem.ts';
import type { Reporter } from '../diagnostics/report.ts';
import { forbiddenCommands } from '../checks/allowed-commands.ts';
import { findWasm } from '../verify/wasm/find-wasm.ts';
import type { Language } from '../languages/expectation.ts';
import { findPictures } from '../verify/memory/find-pictures.ts';
import type { Picture } from '../verify/memory/picture.ts';
import { findSnippets, type Snippet } from '../verify/programs/find-snippets.ts';
import { listNames, unknownName } from '../diagnostics/nearest.ts';
import { type Audience, readTalk, type Talk } from '../talk/talk.ts';

/** What every command is given. */
export interface Context {
  /** The talk's folder, as an absolute path. */
  talkDir: string;
  report: Reporter;
  /** Aborts when the user interrupts. */
  signal: AbortSignal;
}

/** What a command answers: an exit code, and the data for `--json`. */
export interface Answer {
  exitCode: ExitCode;
  data: Record<string, unknown>;
  /** What a person reads on stdout, where a command is asked for text rather than files. */
  text?: string;
}

/** The talk and the code on its slides, if nothing in them is wrong; warnings go on as problems. */
export function loadTalk(context: Context): {
  talk: Talk;
  snippets: Snippet[];
  pictures: Picture[];
  warnings: Problem[];
} {
  const { talk, problems } = readTalk(context.talkDir);
  const slides = [...talk.sections.values()].flatMap(section => section.slides);
  const found = slides.map(slide => findSnippets(slide, talk.dir));
  const snippets = found.flatMap(result => result.snippets);
  const drawn = slides.map((slide, index) => findPictures(slide, found[index]?.snippets ?? [], talk.dir));
  problems.push(...[...found, ...drawn].flatMap(result => result.problems));
  problems.push(...slides.flatMap(slide => findWasm(slide, talk.dir).problems));
  problems.push(...forbiddenCommands(snippets, talk.settings.console));
  throwProblems(problems);
  return { talk, snippets, pictures: drawn.flatMap(result => result.pictures), warnings: problems };
}

/** What a talk has programs in: its live decks run these. */
export function languagesOf(snippets: readonly Snippet[]): Language[] {
  return [...new Set(snippets.flatMap(({ expectation }) => expectation?.language ?? []))];
}

/** Fails with all problems if one of them is an error. */
export function throwProblems(found: readonly Problem[]): void {
  const problems = sortProblems(found);
  const errors = problems.filter(problem => problem.severity === 'error').length;
  if (errors === 0) return;
  const message = errors === 1 ? 'the talk has a problem' : `the talk has ${errors} problems`;
  throw new OxideckError(Exit.contentHasProblems, message, '', problems);
}

/** The audiences of these names; without names, all of the talk. */
export function pickAudiences(talk: Talk, names: readonly string[]): Audience[] {
  if (names.length === 0) return [...talk.audiences.values()];
  return [...new Set(names)].map(name => {
    const audience = talk.audiences.get(name);
    if (audience) return audience;
    throw new OxideckError(
      Exit.usage,
      unknownName('audience', name, talk.audiences.keys()),
      `the audiences are ${listNames(talk.audiences.keys())}: a file each in slides/audiences/`,
    );
  });
}
