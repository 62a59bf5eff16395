import type { InfoWords } from '../markdown/info-words.ts';
import type { Chart } from './charts.ts';
import type { Line } from './lines.ts';
import type { Quiz } from './quizzes.ts';
import type { WasmElement } from './wasm-elements.ts';
import type { Problem } from '../diagnostics/problem.ts';

/** The lines that a block stands on, in the section's file, from 1. */
export interface LineRange {
  from: number;
  to: number;
}

/** A part of a slide that has a meaning of its own. */
export type Block =
  | Heading
  | Prose
  | ProgramBlock
  | ImportBlock
  | UnclearImport
  | StepsBlock
  | ChartBlock
  | QuizBlock
  | MemoryBlock
  | WasmBlock
  | ImageBlock
  | CitationBlock;

export interface Heading extends LineRange {
  kind: 'heading';
  level: number;
  /** As a reader sees it: without marks, tags and citations. */
  text: string;
}

/** Paragraphs, lists, quotes and HTML; or a table. */
export interface Prose extends LineRange {
  kind: 'prose' | 'table';
}

/** Code in a fence: a program, or a listing that nobody runs. Its words say which. */
export interface ProgramBlock extends LineRange {
  kind: 'program';
  /** What follows the backticks or tildes, as it is written and taken apart. */
  info: string;
  words: InfoWords;
  /** The text within, without the indentation of a list or the marks of a quote. */
  text: string;
  /** The white space before the fence, such as that of a list. */
  indent: string;
  /** What it looks like, with a word that is nearly that one's. */
  misspelt?: { word: string; kind: 'chart' | 'quiz' };
}

/** Code from a file: `<<< @/snippets/examples/moves.rs#borrow rust {2|4}`. */
export interface ImportBlock extends LineRange {
  kind: 'import';
  reference: string;
  region?: string;
  /** What stands behind the file's name. */
  info: string;
  indent: string;
}

/** What Slidev would take for an import, or its author meant as one, but that says nothing clear. */
export interface UnclearImport extends LineRange {
  kind: 'unclear-import';
}

/** Slidev's Magic Move: its programs are shown one after the other, each moving into the next. */
export interface StepsBlock extends LineRange {
  kind: 'steps';
  /** What follows the block's four backticks. */
  info: string;
  blocks: readonly Block[];
}

export interface ChartBlock extends LineRange {
  kind: 'chart';
  /** Undefined where its words make none. */
  chart: Chart | undefined;
  problems: readonly Problem[];
}

export interface QuizBlock extends LineRange {
  kind: 'quiz';
  /** Undefined where its words make none. */
  quiz: Quiz | undefined;
  problems: readonly Problem[];
}

/** A picture of the memory of the program before it. */
export interface MemoryBlock extends LineRange {
  kind: 'memory';
  info: string;
  text: string;
}

/** A call of a program that runs in the slide: `<Wasm … />`. */
export interface WasmBlock extends LineRange {
  kind: 'wasm';
  /** Undefined where it cannot be read. */
  element: WasmElement | undefined;
}

export interface ImageBlock extends LineRange {
  kind: 'image';
  /** As the slide names it. */
  reference: string;
}

/** `[@id]`, outside of code. */
export interface CitationBlock extends LineRange {
  kind: 'citation';
  id: string;
}

/** A Markdown text of a slide: what the screen shows, the speaker notes, or the handout text. */
export interface Text {
  lines: readonly Line[];
  /** In the order of the lines; what stands in a list comes after the list. */
  blocks: readonly Block[];
}

/** The blocks of one kind. */
export function blocksOf<K extends Block['kind']>(
  { blocks }: Pick<Text, 'blocks'>,
  kind: K,
): Extract<Block, { kind: K }>[] {
  return blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
}

/** What an audience with these tags sees of a text. */
export function cutText({ lines, blocks }: Text, tags: ReadonlySet<string>): Text {
  const kept = lines.filter(line => line.only.every(block => block.some(tag => tags.has(tag))));
  const numbers = new Set(kept.map(line => line.number));
  return {
    lines: kept,
    blocks: blocks.filter(block =>
      block.kind === 'prose' || block.kind === 'table'
        ? kept.some(({ number }) => number >= block.from && number <= block.to)
        : numbers.has(block.from),
    ),
  };
}
