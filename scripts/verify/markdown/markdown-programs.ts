import type { Problem } from '../../diagnostics/problem.ts';
import { findMarkdown } from './find-markdown.ts';
import { HOST_TARGET } from '../../languages/rust/host-target.ts';
import { collectPrograms, type Program, type ProgramOptions } from '../programs/program.ts';
import { type Block, type ReadOptions, readMarkdown } from './read-markdown.ts';
import { readText } from '../../markdown/read-text.ts';

/** What files of Markdown hold. */
interface MarkdownPrograms {
  /** How many there are. */
  files: number;
  /** Every block of code, in the order of the files. */
  blocks: Block[];
  programs: Program[];
  problems: Problem[];
}

/**
 * Reads Markdown files, and those in folders.
 *
 * @param base the folder that the programs are said to lie in
 */
export function readPrograms(
  paths: readonly string[],
  base: string,
  options: Omit<ReadOptions, 'host'> & ProgramOptions,
): MarkdownPrograms {
  const files = findMarkdown(paths);
  const read = files.map(file => {
    const text = readText(file);
    if (typeof text !== 'string') return { blocks: [], problems: [text] };
    return readMarkdown(text, file, { ...options, host: HOST_TARGET });
  });
  const blocks = read.flatMap(result => result.blocks);
  const snippets = blocks.flatMap(({ snippet }) => snippet ?? []);
  return {
    files: files.length,
    blocks,
    programs: collectPrograms(snippets, base, options),
    problems: read.flatMap(result => result.problems),
  };
}
