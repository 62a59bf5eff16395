import type { Snippet } from './find-snippets.ts';
import { findManifest } from '../../languages/rust/manifest.ts';
import { collectPrograms, type Program, toProgram } from './program.ts';

/** The programs of a talk's snippets, each once; each belongs to the nearest package in the talk. */
export function toPrograms(snippets: readonly Snippet[], talkDir: string): Program[] {
  return collectPrograms(snippets, talkDir, inTalk(talkDir));
}

/**
 * Finds the key under which the record holds the verdict on a snippet's program. Each package is read once: make
 * another one when files may have changed.
 */
export function programKeys(talkDir: string): (snippet: Snippet) => string | undefined {
  const packages = inTalk(talkDir);
  return snippet => snippet.expectation && toProgram(snippet, snippet.expectation, talkDir, packages).key;
}

function inTalk(talkDir: string): { packageOf: (folder: string) => ReturnType<typeof findManifest> } {
  const found = new Map<string, ReturnType<typeof findManifest>>();
  const packageOf = (folder: string) => {
    if (!found.has(folder)) found.set(folder, findManifest(folder, talkDir));
    return found.get(folder);
  };
  return { packageOf };
}
