import { extractImagesUsage } from '@slidev/parser/core';
import { splitInfoWords } from '../markdown/info-words.ts';
import { type Fence, type MarkdownBlock, parseBlocks } from '../markdown/parse-blocks.ts';
import type { Problem } from '../diagnostics/problem.ts';
import type { Block, LineRange, Text } from './blocks.ts';
import { isChart, missedChart, readChart } from './charts.ts';
import { readCitations } from './citations.ts';
import { readImport } from './imports.ts';
import { isMemory } from './is-memory.ts';
import { type Line, type LineOptions, readLines } from './lines.ts';
import { isQuiz, missedQuiz, readQuiz } from './quizzes.ts';
import { findWasmElements } from './wasm-elements.ts';

/** What a Markdown text of a slide holds: what is shown, and its handout text. */
export interface SlideText {
  shown: Text;
  handout: Text;
  problems: Problem[];
}

/** Where a text stands. */
interface Source {
  file: string;
  texts: readonly string[];
  /** The line of the file that the first of the texts is. */
  firstLine: number;
}

const RE_CITATION = /\s*\[@[\w-]+\]/g;

/** Parses a text of a slide, once and for all audiences. */
export function readText(
  texts: readonly string[],
  firstLine: number,
  file: string,
  within: LineOptions['within'],
): SlideText {
  const parsed = texts.some(text => text.trim()) ? parseBlocks(texts) : [];
  const fenced = fencedLines(parsed);
  const { shown, handout, problems } = readLines(texts, firstLine, file, { fenced, within });
  const numbers = new Set(handout.map(line => line.number));
  const source = { file, texts, firstLine };
  const inHandout = ({ from }: LineRange) => numbers.has(from + firstLine);
  const textOf = (lines: Line[], own: readonly MarkdownBlock[]): Text => {
    const blocks = [...own.flatMap(block => toBlock(block, lines, source)), ...readInLines(lines)];
    return { lines, blocks: blocks.sort((a, b) => a.from - b.from) };
  };
  return {
    shown: textOf(
      shown,
      parsed.filter(block => !inHandout(block)),
    ),
    handout: textOf(handout, parsed.filter(inHandout)),
    problems: [...problems, ...(within === 'slide' ? unclosedFences(parsed, source) : [])],
  };
}

/** A heading's text, or undefined where a text has no heading. */
export function firstHeading({ blocks }: Pick<Text, 'blocks'>): string | undefined {
  return blocks.find(block => block.kind === 'heading')?.text || undefined;
}

function fencedLines(blocks: readonly MarkdownBlock[]): Set<number> {
  const code = blocks.filter(({ kind }) => kind === 'fence' || kind === 'steps');
  return new Set(code.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
}

function toBlock(block: MarkdownBlock, lines: readonly Line[], source: Source): Block[] {
  const range = { from: block.from + source.firstLine, to: block.to + source.firstLine };
  switch (block.kind) {
    case 'heading': {
      const text = block.text.replace(RE_CITATION, '').trim();
      return [{ kind: 'heading', level: block.level, text, ...range }];
    }
    case 'prose':
    case 'table':
      return [{ kind: block.kind, ...range }];
    case 'steps':
      return [{ kind: 'steps', info: block.info, blocks: stepsIn(block, lines, source), ...range }];
    case 'fence':
      return fenceBlock(block, range, source);
  }
}

/** Within, an import is not yet code. */
function stepsIn(
  { blocks, from, to }: Extract<MarkdownBlock, { kind: 'steps' }>,
  lines: readonly Line[],
  source: Source,
): Block[] {
  const { firstLine } = source;
  const code = fencedLines(blocks);
  const imports = lines.flatMap(line => {
    const index = line.number - firstLine;
    return index > from && index < to && !code.has(index) ? (readImport(line) ?? []) : [];
  });
  const own = blocks.filter(({ kind }) => kind === 'fence').flatMap(block => toBlock(block, lines, source));
  return [...own, ...imports].sort((a, b) => a.from - b.from);
}

function fenceBlock(fence: Fence, range: LineRange, { file, texts, firstLine }: Source): Block[] {
  const { info, content: text } = fence;
  const indent = texts[range.from - firstLine]?.match(/^\s*/)?.[0] ?? '';
  if (isChart(info))
    return ifClosed(fence, { kind: 'chart', ...readChart({ ...fence, ...range, indent }, file), ...range });
  if (isQuiz(info)) return ifClosed(fence, { kind: 'quiz', ...readQuiz(fence, range.from, file), ...range });
  if (isMemory(info)) return ifClosed(fence, { kind: 'memory', info, text, ...range });
  const chart = missedChart(fence);
  const quiz = missedQuiz(fence);
  const misspelt = chart
    ? { word: chart, kind: 'chart' as const }
    : quiz
      ? { word: quiz, kind: 'quiz' as const }
      : undefined;
  const words = splitInfoWords(info);
  return [{ kind: 'program', info, words, text, indent, ...range, ...(misspelt ? { misspelt } : {}) }];
}

/** What stands in a block without an end is not known. */
function ifClosed({ closed }: Fence, block: Block): Block[] {
  return closed ? [block] : [];
}

/** What needs no parser: it stands on a line, outside of fences. */
function readInLines(lines: readonly Line[]): Block[] {
  const inText = lines.filter(line => !line.fenced);
  const { elements, unclear } = findWasmElements(lines);
  return [
    ...inText.flatMap(line => [readImport(line) ?? [], readCitations(line)].flat()),
    ...elements.map((element): Block => ({ kind: 'wasm', element, from: element.from, to: element.to })),
    ...unclear.map((line): Block => ({ kind: 'wasm', element: undefined, from: line, to: line })),
    ...extractImagesUsage(lines.map(({ text }) => text).join('\n'), {}).flatMap(reference =>
      inText
        .filter(({ text }) => text.includes(reference))
        .map(({ number }): Block => ({ kind: 'image', reference, from: number, to: number })),
    ),
  ];
}

function unclosedFences(blocks: readonly MarkdownBlock[], { file, firstLine }: Source): Problem[] {
  return blocks
    .flatMap(block => (block.kind === 'steps' ? block.blocks : block))
    .filter(block => block.kind === 'fence' && !block.closed)
    .map(({ from }) => ({
      kind: 'unclosed-fence',
      severity: 'error',
      message: 'the fence is never closed',
      help: 'close it with a line of as many backticks or tildes as opened it',
      file,
      line: firstLine + from,
    }));
}
