import type { Snippet } from './find-snippets.ts';
import { findManifest } from './manifest.ts';
import { collectPrograms, type Program, toProgram } from './program.ts';

/** The programs of a talk's snippets, each once; each belongs to the nearest package in the talk. */
export function toPrograms(snippets: readonly Snippet[], talkDir: string): Program[] {
  return collectPrograms(snippets, talkDir, inTalk(talkDir));
}

/** The key under which the record holds the verdict on a snippet's program. */
export function programKey(snippet: Snippet, talkDir: string): string | undefined {
  return snippet.expectation && toProgram(snippet, snippet.expectation, talkDir, inTalk(talkDir)).key;
}

function inTalk(talkDir: string): { packageOf: (folder: string) => ReturnType<typeof findManifest> } {
  return { packageOf: folder => findManifest(folder, talkDir) };
}
