import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, parse, relative } from 'node:path';
import { folderOf, includedFiles } from './included-files.ts';
import type { Program } from '../../verify/programs/program.ts';

/** What rustc would take for an option, or for a file of them. */
const RE_OPTION = /^[-@]/;
/** What would lead out of the folder that a program is compiled in. */
const RE_OUTSIDE = /^(?:\.{0,2}\/)+/;

export interface PlaceOptions {
  talkDir: string;
  /** An empty folder for what is made. */
  scratch: string;
  /** For an inline program: what to call its file, and the line on which its fence stands there. */
  as?: { file: string; line: number };
}

/**
 * Where rustc finds a program, and what to call its file there. A file is compiled where it stands, so that messages
 * and panics name it as its author does.
 */
export async function placeProgram(
  program: Program,
  options: PlaceOptions,
): Promise<{ cwd: string; file: string }> {
  const { talkDir, as } = options;
  if (program.path) return sourceOf(program, program.path, talkDir);
  const file = as?.file.replace(RE_OUTSIDE, '') ?? fileNameOf(program, talkDir);
  const { cwd, copies } = surround(program, file, options);
  for (const [copy, source] of copies) {
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(source, copy);
  }
  await mkdir(dirname(join(cwd, file)), { recursive: true });
  await writeFile(join(cwd, file), `${'\n'.repeat((as?.line ?? 1) - 1)}${program.text}`);
  return { cwd, file: RE_OPTION.test(file) ? `./${file}` : file };
}

/** Where an inline program is to lie in the scratch folder, and copies of what it includes around it. */
function surround(
  { snippets, text }: Program,
  file: string,
  { talkDir, scratch }: PlaceOptions,
): { cwd: string; copies: Map<string, string> } {
  const folder = snippets[0] ? folderOf(snippets[0], talkDir) : talkDir;
  const included = includedFiles(text, folder);
  if (included.length === 0) return { cwd: scratch, copies: new Map() };
  // As deep as the original: no `..` leads out of the scratch folder.
  const cwd = join(scratch, folder.slice(parse(folder).root.length));
  const beside = join(cwd, dirname(file));
  return { cwd, copies: new Map(included.map(source => [join(beside, relative(folder, source)), source])) };
}

/** The name that a program's messages give its file. */
export function fileNameOf(program: Program, talkDir: string): string {
  if (program.path) return sourceOf(program, program.path, talkDir).file;
  return `${program.snippets[0]?.section ?? 'snippet'}.rs`;
}

function sourceOf(program: Program, path: string, talkDir: string): { cwd: string; file: string } {
  const cwd = program.manifest?.dir ?? join(talkDir, 'snippets');
  const file = relative(cwd, join(talkDir, path));
  return file.startsWith('..') ? { cwd: talkDir, file: path } : { cwd, file };
}
