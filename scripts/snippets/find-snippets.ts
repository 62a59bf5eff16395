import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import type { Problem } from '../problem.ts';
import { isChart } from '../talk/charts.ts';
import { fencedLines, findFences } from '../talk/fences.ts';
import { leaves } from '../talk/images.ts';
import type { Line } from '../talk/lines.ts';
import { listNames, nearest } from '../talk/nearest.ts';
import { isQuiz, type Quiz, type QuizOption } from '../talk/quizzes.ts';
import type { Slide } from '../talk/section.ts';
import { withoutAnchors } from './anchors.ts';
import { attachQuiz } from './attach-quiz.ts';
import { type Expectation, parseInfo } from './expectation.ts';
import { isMemory } from './memory/is-memory.ts';
import { readRegion } from './region.ts';
import { shapeRust, shownLines } from './shape.ts';
import { isTranscript, parseTranscript } from './transcript.ts';

/** Where a shown line stands in the program that rustc is given. */
export interface ShownLine {
  /** From 1, as in a diagnostic. */
  line: number;
  /** How many characters of its start are not shown. */
  cut: number;
}

/** A block of Slidev's Magic Move: its fences are shown one after the other, each moving into the next. */
export interface Steps {
  /** The lines of the slide that the block stands on, as indices. */
  from: number;
  to: number;
  /** What follows the block's four backticks. */
  info: string;
}

/** Code on a slide: an inline fence, or a region of a file. */
export interface Snippet {
  /** What Shiki highlights. */
  language: string;
  /** Undefined when it holds no program: a listing that nobody runs. */
  expectation?: Expectation;
  /** Slidev's part of the fence, such as `{2|4}`. */
  meta: string;
  /** What the slide shows. */
  shown: string;
  /** The program as its author wrote it, whole. */
  whole: string;
  /** For each line of `shown`, where a diagnostic places it. Undefined where no diagnostic is drawn. */
  places?: readonly ShownLine[];
  /** The sequence of which it is a step. */
  steps?: Steps;
  /** What the audience is asked about it, with its options. */
  quiz?: Quiz & { options: readonly QuizOption[] };
  /** The file it comes from, relative to the talk's folder; undefined for an inline fence. */
  path?: string;
  /** For each line of `whole`, how many more characters its line in the file has before it. Default: none. */
  columns?: readonly number[];
  /** For each line of `whole`, its line in the file. Default: they follow `origin`. */
  lines?: readonly number[];
  section: string;
  slide: string;
  file: string;
  /** The line of the fence in the section's file. */
  line: number;
  /** The line of the file that line 1 of an inline program stands for. Default: `line`, that of its fence. */
  origin?: number;
  /** The lines of the slide that it stands on, as indices. */
  from: number;
  to: number;
  /** The white space before the fence, such as that of a list. */
  indent: string;
}

const RE_IMPORT = /^(\s*)<<<\s*([^\s#]+)(?:#([^\s{[]+))?(?:\s+([^#\s].*))?\s*$/;
/** An import that Slidev would take for one, or that its author meant as one, but that says nothing clear. */
const RE_UNCLEAR_IMPORT = /^\s*(?:[-*+>]\s*|\d+[.)]\s*)*<<<(?!<)/;
const RE_STEPS = /^(?:md|markdown) magic-move\b/;
/** Slidev knows the block by these. */
const RE_FOUR_MARKS = /^\s*`{4}(?!`)/;
/** Code in these files is a program, whatever else the words say. */
const FILE_LANGUAGES: Record<string, string> = { '.rs': 'rust', '.py': 'python' };

/** The code on a slide, in the order of its lines, and what is wrong with the way it is named. */
export function findSnippets(slide: Slide, talkDir: string): { snippets: Snippet[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const texts = slide.content.map(line => line.text);
  const fenced = fencedLines(texts);
  const fences = findFences(texts).filter(({ info }) => !isChart(info) && !isQuiz(info) && !isMemory(info));
  const inline = fences.flatMap((fence): Snippet[] => {
    if (RE_STEPS.test(fence.info) && RE_FOUR_MARKS.test(texts[fence.from] ?? '')) {
      const { from, to, info } = fence;
      const inner = { ...slide, content: slide.content.slice(from + 1, to) };
      const found = findSnippets(inner, talkDir);
      problems.push(...found.problems);
      if (found.snippets.length === 0 && found.problems.length === 0) {
        problems.push(at(slide, numberOf(slide.content, from, slide), NO_STEPS));
      }
      const offset = from + 1;
      return found.snippets.map(snippet => ({
        ...snippet,
        ...{ from: snippet.from + offset, to: snippet.to + offset, steps: { from, to, info } },
      }));
    }
    const line = numberOf(slide.content, fence.from, slide);
    const info = parseInfo(fence.info, { transcript: isTranscript(fence.content) });
    const { language, expectation, meta } = info;
    problems.push(...info.faults.map(fault => at(slide, line, fault)));
    const rust = language === 'rust' && expectation;
    if (language === 'console' && expectation && expectation.outcome !== 'ignore') {
      const { faults } = parseTranscript(fence.content);
      problems.push(...faults.map(({ line: inFence, ...fault }) => at(slide, line + inFence - 1, fault)));
    }
    return [
      {
        ...place(slide, line),
        ...{ language, expectation, meta, from: fence.from, to: fence.to },
        shown: rust ? withoutAnchors(shapeRust(fence.content).shown) : fence.content,
        whole: fence.content,
        ...(rust ? { places: shownLines(fence.content).map(line => ({ line, cut: 0 })) } : {}),
        indent: texts[fence.from]?.match(/^\s*/)?.[0] ?? '',
      },
    ];
  });
  const imported = texts.flatMap((text, index): Snippet[] => {
    const match = fenced.has(index) ? null : text.match(RE_IMPORT);
    const line = numberOf(slide.content, index, slide);
    if (!match) {
      if (!fenced.has(index) && RE_UNCLEAR_IMPORT.test(text)) problems.push(at(slide, line, UNCLEAR_IMPORT));
      return [];
    }
    const [, indent = '', reference = '', region, words] = match;
    const found = readImport(reference, region, slide, talkDir);
    if ('kind' in found) {
      problems.push(at(slide, line, found));
      return [];
    }
    const info = parseInfo(withLanguage(words ?? '', found.path));
    const { language, expectation, meta } = info;
    problems.push(...info.faults.map(fault => at(slide, line, fault)));
    return [
      { ...place(slide, line), ...found, ...{ language, expectation, meta, indent }, from: index, to: index },
    ];
  });
  const found = attachQuiz(
    [...inline, ...imported].sort((a, b) => a.from - b.from),
    slide,
  );
  return { snippets: found.snippets, problems: [...problems, ...found.problems] };
}

type Fault = { kind: string; severity?: Problem['severity']; message: string; help: string };

const UNCLEAR_IMPORT: Fault = {
  kind: 'unclear-import',
  message: 'this import of a snippet cannot be read',
  help: 'write it alone on its line, as in `<<< @/snippets/examples/moves.rs#borrow rust,output {2|4}`',
};

const NO_STEPS: Fault = {
  kind: 'no-steps',
  message: 'this block has no program to move',
  help: 'write its steps within: fences of three backticks, or imports such as `<<< @/snippets/examples/moves.rs rust`',
};

/** The words with the language before them that the file's name tells, where they name none. */
function withLanguage(words: string, path: string): string {
  const extension = extname(path);
  const language = FILE_LANGUAGES[extension];
  if (language) return parseInfo(words).expectation ? words : `${language} ${words}`;
  return /^[^{[]/.test(words) ? words : `${extension.slice(1)} ${words}`;
}

function readImport(
  reference: string,
  region: string | undefined,
  slide: Slide,
  talkDir: string,
):
  | { path: string; shown: string; whole: string; places: ShownLine[]; lines: number[]; columns: number[] }
  | Fault {
  const absolute = reference.startsWith('@/')
    ? join(talkDir, reference.slice(2))
    : resolve(talkDir, dirname(slide.file), reference);
  const path = relative(talkDir, absolute);
  if (leaves(absolute, talkDir)) {
    return {
      kind: 'outside-talk',
      message: `the snippet \`${reference}\` leaves the talk's folder`,
      help: 'copy the file into `snippets/` and name it `@/snippets/…`',
    };
  }
  if (!existsSync(absolute) || !statSync(absolute).isFile()) {
    return {
      kind: 'missing-snippet',
      message: `there is no file \`${path}\``,
      help: 'mend the path: `@/` stands for the talk’s folder, as in `@/snippets/examples/moves.rs`',
    };
  }
  const text = readFileSync(absolute, 'utf8');
  const found = readRegion(text, region);
  if ('fault' in found) {
    const suggestion = nearest(region ?? '', found.names);
    return found.fault === 'missing'
      ? {
          kind: 'missing-region',
          message: `\`${path}\` has no region \`${region}\`${suggestion ? `: did you mean \`${suggestion}\`?` : ''}`,
          help: `its regions are ${listNames(found.names)}; a region begins with \`// #region ${region}\``,
        }
      : {
          kind: 'unclosed-region',
          message: `the region \`${region}\` of \`${path}\` is never closed`,
          help: `it begins on line ${found.line}: close it with \`// #endregion\``,
        };
  }
  const listing = readRegion(text);
  return {
    path,
    shown: withoutAnchors(found.text),
    places: found.lines.map(line => ({ line, cut: found.indent })),
    whole: withoutAnchors(listing.text),
    lines: listing.lines,
    columns: listing.lines.map(() => listing.indent),
  };
}

function place(slide: Slide, line: number): Pick<Snippet, 'section' | 'slide' | 'file' | 'line'> {
  return { section: slide.section, slide: slide.id, file: slide.file, line };
}

function numberOf(lines: readonly Line[], index: number, slide: Slide): number {
  return lines[index]?.number ?? slide.line;
}

function at(slide: Slide, line: number, fault: Fault): Problem {
  return { severity: 'error', ...fault, file: slide.file, line, slide: slide.id };
}
