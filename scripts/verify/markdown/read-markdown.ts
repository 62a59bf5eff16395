import { basename } from 'node:path';
import type { Problem } from '../../diagnostics/problem.ts';
import { type Doctest, findDoctests } from '../../markdown/doctests.ts';
import { parseInfo } from '../../languages/expectation.ts';
import type { Snippet } from '../programs/find-snippets.ts';
import { readRustdocInfo } from '../../languages/rust/rustdoc-info.ts';
import { shapeRust } from '../../languages/rust/shape.ts';

/** A block of code in a Markdown file: a program, or why it is none. */
export interface Block {
  file: string;
  line: number;
  info: string;
  /** Undefined when the block is not Rust or Python. */
  snippet?: Snippet;
  /** Why rustdoc would not test it, though it is Rust. */
  silence?: string;
}

export interface ReadOptions {
  /** What a block without an info string holds. Default: `rust`, as for rustdoc. */
  untagged: 'rust' | 'text';
  /** Answer as rustdoc does, silences included. */
  rustdoc: boolean;
  /** The target triple that `ignore-…` is held against. */
  host?: string | undefined;
}

/** Every block of code in a Markdown text, each once, in the order of the text. */
export function readMarkdown(
  text: string,
  file: string,
  options: ReadOptions,
): { blocks: Block[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const blocks = findDoctests(text).map((doctest): Block => {
    const { info, line } = doctest;
    const rustdoc = readRustdocInfo(info, options.host ? { host: options.host } : {});
    const block = { file, line, info };
    const read = parseInfo(info, {
      untagged: options.untagged,
      unknownWords: 'near-misses',
      ...hostOf(options),
    });
    if (options.rustdoc) {
      if (rustdoc.dropped || !read.expectation) return block;
      const { outcome, testHarness, edition } = rustdoc;
      const expectation = { ...read.expectation, outcome, testHarness, codes: [] };
      const own = { ...expectation, ...(edition ? { edition } : {}) };
      return { ...block, snippet: toSnippet(file, doctest, own) };
    }
    problems.push(
      ...read.faults.map(({ severity = 'warning', ...fault }) => ({ ...fault, severity, file, line })),
    );
    if (!read.expectation) return block;
    const silence = rustdoc.dropped && read.expectation.language === 'rust' ? rustdoc.dropped : undefined;
    const snippet = toSnippet(file, doctest, read.expectation);
    return { ...block, snippet, ...(silence ? { silence } : {}) };
  });
  return { blocks, problems };
}

function hostOf({ host }: ReadOptions): { host?: string } {
  return host ? { host } : {};
}

function toSnippet(
  file: string,
  { line, lines, content, columns, fenced }: Doctest,
  expectation: NonNullable<Snippet['expectation']>,
): Snippet {
  const rust = expectation.language === 'rust';
  return {
    language: expectation.language,
    expectation,
    meta: '',
    shown: rust ? shapeRust(content).shown : content,
    whole: content,
    columns,
    lines,
    origin: fenced ? line : line - 1,
    section: basename(file).replace(/\.\w+$/, ''),
    slide: '',
    file,
    line,
    from: 0,
    to: 0,
    indent: '',
  };
}
