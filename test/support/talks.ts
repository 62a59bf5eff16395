import type { Problem } from '../../scripts/diagnostics/problem.ts';
import { findWasm } from '../../scripts/verify/wasm/find-wasm.ts';
import { forbiddenCommands } from '../../scripts/checks/allowed-commands.ts';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import type { Slide } from '../../scripts/talk/section.ts';
import { readTalk, type Talk } from '../../scripts/talk/talk.ts';

export interface WholeTalk {
  talk: Talk;
  slides: Slide[];
  snippets: Snippet[];
  problems: Problem[];
}

/** A talk with its snippets, and with all that can be said against it without a toolchain. */
export function readWholeTalk(dir: string): WholeTalk {
  const { talk, problems } = readTalk(dir);
  const slides = [...talk.sections.values()].flatMap(section => section.slides);
  const found = slides.map(slide => findSnippets(slide, dir));
  const snippets = found.flatMap(entry => entry.snippets);
  return {
    talk,
    slides,
    snippets,
    problems: [
      ...problems,
      ...found.flatMap(entry => entry.problems),
      ...slides.flatMap(slide => findWasm(slide, dir).problems),
      ...forbiddenCommands(snippets, talk.settings.console),
    ],
  };
}
