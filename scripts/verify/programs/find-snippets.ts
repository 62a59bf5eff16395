import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import type { Problem } from '../../diagnostics/problem.ts';
import type { ImportBlock, LineRange, ProgramBlock } from '../../talk/blocks.ts';
import { leaves } from '../../talk/images.ts';
import { listNames, nearest } from '../../diagnostics/nearest.ts';
import type { Quiz, QuizOption } from '../../talk/quizzes.ts';
import type { Slide } from '../../talk/section.ts';
import { withoutAnchors } from './anchors.ts';
import { attachQuiz } from './attach-quiz.ts';
import { type Expectation, parseInfo } from '../../languages/expectation.ts';
import { readRegion } from './region.ts';
import { shapeRust, shownLines } from '../../languages/rust/shape.ts';
import { isTranscript, parseTranscript } from '../../languages/console/transcript.ts';

/** Where a shown line stands in the program that rustc is given. */
export interface ShownLine {
  /** From 1, as in a diagnostic. */
  line: number;
  /** How many characters of its start are not shown. */
  cut: number;
}

/** A block of Slidev's Magic Move: its fences are shown one after the other, each moving into the next. */
export interface Steps extends LineRange {
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
  /** The lines that it stands on, in the section's file. */
  from: number;
  to: number;
  /** The white space before the fence, such as that of a list. */
  indent: string;
}

/** Code in these files is a program, whatever else the words say. */
const FILE_LANGUAGES: Record<string, string> = { '.rs': 'rust', '.py': 'python' };

/** The code on a slide, in the order of its lines, and what is wrong with the way it is named. */
export function findSnippets(slide: Slide, talkDir: string): { snippets: Snippet[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const refuse = (block: LineRange, fault: Fault) => problems.push(at(slide, block.from, fault));
  const snippets = slide.blocks.flatMap((block): Snippet[] => {
    if (block.kind === 'program') return inlineSnippet(block, slide, problems);
    if (block.kind === 'import') return importedSnippet(block, slide, talkDir, problems);
    if (block.kind === 'unclear-import') refuse(block, UNCLEAR_IMPORT);
    if (block.kind !== 'steps') return [];
    const { from, to, info } = block;
    const found = findSnippets({ ...slide, blocks: block.blocks }, talkDir);
    problems.push(...found.problems);
    if (found.snippets.length === 0 && found.problems.length === 0) refuse(block, NO_STEPS);
    return found.snippets.map(snippet => ({ ...snippet, steps: { from, to, info } }));
  });
  const found = attachQuiz(snippets, slide);
  return { snippets: found.snippets, problems: [...problems, ...found.problems] };
}

function inlineSnippet(block: ProgramBlock, slide: Slide, problems: Problem[]): Snippet[] {
  const { text, from: line } = block;
  const info = parseInfo(block.info, { transcript: isTranscript(text) });
  const { language, expectation, meta } = info;
  problems.push(...info.faults.map(fault => at(slide, line, fault)));
  const rust = language === 'rust' && expectation;
  if (language === 'console' && expectation && expectation.outcome !== 'ignore') {
    const { faults } = parseTranscript(text);
    problems.push(...faults.map(({ line: inFence, ...fault }) => at(slide, line + inFence - 1, fault)));
  }
  return [
    {
      ...place(slide, block),
      ...{ language, expectation, meta },
      shown: rust ? withoutAnchors(shapeRust(text).shown) : text,
      whole: text,
      ...(rust ? { places: shownLines(text).map(shown => ({ line: shown, cut: 0 })) } : {}),
    },
  ];
}

function importedSnippet(block: ImportBlock, slide: Slide, talkDir: string, problems: Problem[]): Snippet[] {
  const found = readImport(block.reference, block.region, slide, talkDir);
  if ('kind' in found) {
    problems.push(at(slide, block.from, found));
    return [];
  }
  const info = parseInfo(withLanguage(block.info, found.path));
  const { language, expectation, meta } = info;
  problems.push(...info.faults.map(fault => at(slide, block.from, fault)));
  return [{ ...place(slide, block), ...found, ...{ language, expectation, meta } }];
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

function place(
  slide: Slide,
  { from, to, indent }: ProgramBlock | ImportBlock,
): Pick<Snippet, 'section' | 'slide' | 'file' | 'line' | 'from' | 'to' | 'indent'> {
  return { section: slide.section, slide: slide.id, file: slide.file, line: from, from, to, indent };
}

function at(slide: Slide, line: number, fault: Fault): Problem {
  return { severity: 'error', ...fault, file: slide.file, line, slide: slide.id };
}
