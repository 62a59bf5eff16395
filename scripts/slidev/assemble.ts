import { stringify } from 'yaml';
import { scheduleOf } from '../deck/schedule.ts';
import type { Deck } from '../deck/select.ts';
import { type Source, sourcesOf } from '../deck/sources.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { findSnippets, type Snippet } from '../verify/programs/find-snippets.ts';
import { findPictures } from '../verify/memory/find-pictures.ts';
import type { Picture } from '../verify/memory/picture.ts';
import type { Program } from '../verify/programs/program.ts';
import type { Verdict } from '../languages/verdict.ts';
import type { Block, LineRange } from '../talk/blocks.ts';
import { canvasOf } from '../talk/canvas.ts';
import type { Chart } from '../talk/charts.ts';
import { replaceCitations } from '../talk/citations.ts';
import { findImages } from '../talk/images.ts';
import type { Slide } from '../talk/section.ts';
import type { Talk } from '../talk/talk.ts';
import type { MemoryFit } from './addon/memory-fit.ts';
import { type Aligned, alignSteps } from './align-steps.ts';
import { nameAssets, renameImages, renameIn } from './assets.ts';
import { chartBlock, chartFigure } from './chart-block.ts';
import { escapeText } from './escape.ts';
import { findWasm, type WasmCall } from '../verify/wasm/find-wasm.ts';
import { fitMemory, usualFit } from './fit-memory.ts';
import { renderNotes } from './notes.ts';
import { memoryBlock, memoryMeta } from './memory-block.ts';
import { contentOf, listingBlock, programBlock, revealOf, type Standing } from './program-block.ts';
import { quizAnswer } from './quiz-answer.ts';
import { quizBlock } from './quiz-block.ts';
import { roomOn } from './room-on.ts';
import { runBlock } from './run-block.ts';
import type { WasmShown } from '../verify/wasm/run-wasm.ts';
import { sourceSlide, sourceSlides } from './source-slides.ts';
import { type Step, stepsBlock } from './steps-block.ts';
import { wasmAssets, wasmBlock } from './wasm-block.ts';

/** A verdict and the tool that gave it. */
export interface Shown {
  verdict: Verdict;
  by: string;
  /** What the tool was given. */
  program: Pick<Program, 'edition' | 'crates'>;
}

/** The tool that confirmed a picture of memory, with what a run told of it where it was asked. */
export interface Confirmed extends Pick<Picture, 'measures'> {
  by: string;
}

/** A verdict that is not the expected one, or none, and why. */
export interface Trouble extends Shown {
  reason: string;
}

export interface AssembleOptions {
  /** Whether the notes go along: for the speaker's own eyes, or where the audience asks for them. */
  notes: boolean;
  verdictOf(snippet: Snippet): Shown | undefined;
  /** What to tell in place of a verdict, in a live deck. Default: nothing, as no other deck is made without one. */
  troubleOf?(snippet: Snippet): Trouble | undefined;
  /** The wall time that a slide shows of a program, in a line. Default: none. */
  timeOf?(snippet: Snippet): string | undefined;
  /** What slides run in the browser, by the keys of the calls. */
  wasm?: ReadonlyMap<string, WasmShown>;
  /** Who confirmed a picture of memory, and what a run told of it. Default: nobody is named. */
  confirmedBy?(picture: Picture): Confirmed | undefined;
}

/** A deck as Slidev reads it. */
export interface Entry {
  markdown: string;
  /** Absolute paths of the images that it shows and the modules that it runs, by their names under `public/`. */
  assets: ReadonlyMap<string, string>;
  /** The title of each slide, the made ones included. */
  titles: string[];
}

/** A citation stands close to the word before it, also where the author's line broke between them. */
const RE_SPACE_BEFORE_CITE = /(?<=[\p{L}\p{N}.,;:!?%)\]'"’”*`])[ \t]*\n?[ \t]*(?=<Cite )/gu;
/** The layout of two programs beside each other. */
const SIDES = 'two-sides';

/** Writes a deck as Slidev's Markdown: a cover, the slides, the sources that they cite. */
export function assemble(deck: Deck, talk: Talk, options: AssembleOptions): Entry {
  const sources = sourcesOf(deck, talk);
  const images = deck.slides.flatMap(slide => findImages(slide, talk.dir).images);
  const assets = nameAssets(images.map(image => image.path));
  const calls = deck.slides.flatMap(slide => findWasm(slide, talk.dir).calls);
  const modules = wasmAssets(calls, options.wasm ?? new Map(), talk.dir);
  const cover = slideText(
    { ...headmatter(deck, talk), layout: 'cover' },
    [`# ${escapeText(deck.audience.title)}`, '', escapeText(deck.audience.promise ?? '')],
    undefined,
  );
  const schedule = scheduleOf(deck);
  const notes = options.notes ? renderNotes(deck, talk, options.verdictOf) : undefined;
  const slides = deck.slides.map((slide, index) => {
    const sectionTitle = talk.sections.get(slide.section)?.title;
    const frontmatter = { title: slide.title, ...slide.frontmatter, sectionTitle, due: schedule[index] };
    const named = imageNames(slide, talk, assets);
    const body = content(slide, deck, talk, sources, named, options)
      .join('\n')
      .replace(RE_SPACE_BEFORE_CITE, '');
    return slideText(renameIn(frontmatter, named), [body], notes?.[index]);
  });
  const pages = sourceSlides(sources).map(({ title, lines }) => ({
    title,
    text: slideText({ layout: 'sources', title }, lines, undefined),
  }));
  return {
    markdown: `${[cover, ...slides, ...pages.map(page => page.text)].join('\n')}`,
    assets: new Map([...[...assets].map(([path, name]) => [name, path] as const), ...modules]),
    titles: [deck.audience.title, ...deck.slides.map(slide => slide.title), ...pages.map(page => page.title)],
  };
}

function headmatter(deck: Deck, talk: Talk): Record<string, unknown> {
  const { title, speaker, event, date, url, language } = talk.settings;
  const canvas = canvasOf(deck.audience, talk.settings);
  return {
    title: deck.audience.title,
    titleTemplate: '%s',
    lang: language,
    colorSchema: deck.audience.mode,
    canvasWidth: canvas.width,
    aspectRatio: canvas.ratio.replace(':', '/'),
    routerMode: 'hash',
    favicon: '/favicon.svg',
    editor: false,
    mcp: false,
    selectable: true,
    // Slidev would fetch all that looks like an image, also in code and in what programs print.
    preloadImages: false,
    // The commands of a browser exporter or a recorder have no place in a deck that is handed on.
    browserExporter: false,
    record: false,
    // In seconds: what the bar above the speaker's view fills up to.
    duration: Math.round(deck.budget * 60),
    talk: { title, speaker, event, date, url },
  };
}

/** What of a slide is drawn in place of its lines. */
interface Drawn {
  snippets: readonly Snippet[];
  pictures: readonly Picture[];
  calls: readonly WasmCall[];
}

function content(
  slide: Slide,
  deck: Deck,
  talk: Talk,
  sources: readonly Source[],
  images: ReadonlyMap<string, string>,
  options: AssembleOptions,
): string[] {
  const { snippets, problems } = findSnippets(slide, talk.dir);
  // A file may have gone since the talk was read: an editor that saves it puts it back.
  if (problems.length > 0) {
    throw new OxideckError(ExitCode.contentHasProblems, 'the talk changed while it was read', '', problems);
  }
  const { pictures } = findPictures(slide, snippets, talk.dir);
  const drawn = { snippets, pictures, calls: findWasm(slide, talk.dir).calls };
  const cite = (source: Source | undefined) =>
    source ? `<Cite :n="${source.number}" :to="${sourceSlide(source, deck)}" />` : '';
  const texts = replaceCitations(slide.lines, id => cite(sources.find(({ claim }) => claim.id === id)));
  const figureOf = (chart: Chart) =>
    chartBlock(chart, chartFigure(chart, talk, sources), number =>
      cite(sources.find(source => source.number === number)),
    );
  const sides = slide.frontmatter.layout === SIDES;
  const aligned = sides ? alignSteps(snippets) : undefined;
  const standing = {
    room: sides ? undefined : roomOn(slide, snippets),
    narrow: sides,
    hovers: deck.audience.hovers,
  };
  const written = new Map(
    slide.blocks.flatMap(block => {
      const lines = writeBlock(block, slide, drawn, { options, standing, aligned, figureOf });
      // A picture of its memory stands beside the program, and takes what is between them along.
      const picture = pictures.find(({ snippet }) => snippet.from === block.from);
      return lines ? [[block.from, { lines, to: picture?.to ?? block.to }] as const] : [];
    }),
  );
  let after = 0;
  return slide.lines.flatMap(({ number, fenced }, index) => {
    if (number < after) return [];
    const block = written.get(number);
    if (block) {
      after = block.to + 1;
      return block.lines;
    }
    const text = texts[index] ?? '';
    return fenced ? text : renameImages(text, images);
  });
}

/** What blocks are written with. */
interface Writing {
  options: AssembleOptions;
  standing: Standing;
  aligned: ReadonlyMap<Snippet, Aligned> | undefined;
  figureOf(chart: Chart): string[];
}

/** What takes the place of a block's lines; undefined for a block that Slidev reads as it is. */
function writeBlock(
  block: Block,
  slide: Slide,
  { snippets, pictures, calls }: Drawn,
  { options, standing, aligned, figureOf }: Writing,
): string[] | undefined {
  const here = ({ from }: LineRange) => from === block.from;
  if (block.kind === 'wasm') {
    const call = calls.find(here);
    return call && wasmBlock(call, options.wasm ?? new Map());
  }
  if (block.kind === 'chart') return block.chart && figureOf(block.chart);
  if (block.kind === 'quiz' || block.kind === 'memory') return [];
  if (block.kind === 'steps') {
    return stepsOf(
      snippets.filter(({ steps }) => steps && here(steps)),
      options,
      standing,
    );
  }
  if (block.kind !== 'program' && block.kind !== 'import') return undefined;
  const picture = pictures.find(({ snippet }) => here(snippet));
  if (picture) return pictureOf(picture, options, roomOn(slide, snippets, [picture]));
  const snippet = snippets.find(here);
  return snippet && blockOf(snippet, options, { ...standing, aligned: aligned?.get(snippet) });
}

function pictureOf(picture: Picture, options: AssembleOptions, room: number | undefined): string[] {
  const drawn = { ...picture.snippet, meta: memoryMeta(picture) };
  const { by, measures } = options.confirmedBy?.(picture) ?? {};
  const told = { ...picture, measures };
  const fit = fitPicture(told, options, room);
  return memoryBlock(told, blockOf(drawn, options, fit.program), by, fit);
}

function blockOf(snippet: Snippet, options: AssembleOptions, standing: Standing): string[] {
  const shown = options.verdictOf(snippet);
  if (shown) {
    const { verdict, by, program } = shown;
    const answer = quizAnswer(snippet, verdict);
    if (answer && 'fault' in answer) {
      return programBlock(snippet, verdict, by, { ...standing, trouble: answer.fault.message });
    }
    const run = runBlock(snippet, verdict, by, program);
    const quiz = answer && quizBlock(snippet, answer.right);
    const time = options.timeOf?.(snippet);
    return programBlock(snippet, verdict, by, { ...standing, run, quiz, time });
  }
  const trouble = options.troubleOf?.(snippet);
  if (!trouble) return listingBlock(snippet);
  return programBlock(snippet, trouble.verdict, trouble.by, { ...standing, trouble: trouble.reason });
}

function fitPicture(picture: Picture, options: AssembleOptions, room: number | undefined): MemoryFit {
  const { snippet } = picture;
  const shown = options.verdictOf(snippet) ?? options.troubleOf?.(snippet);
  if (!shown || room === undefined || snippet.quiz) return usualFit(picture);
  const time = options.timeOf?.(snippet);
  const contentFor = (standing: Standing) => contentOf(snippet, shown.verdict, { ...standing, time });
  const grows = revealOf(snippet) === 'click' || !!snippet.expectation?.run;
  return fitMemory(picture, contentFor, { room, grows });
}

function stepsOf(steps: readonly Snippet[], options: AssembleOptions, standing: Standing): string[] {
  const told = steps.map((snippet): Step => {
    const shown = options.verdictOf(snippet);
    const trouble = shown ? undefined : options.troubleOf?.(snippet);
    const time = options.timeOf?.(snippet);
    return { snippet, ...(shown ?? trouble ?? { by: '' }), trouble: trouble?.reason, time };
  });
  return stepsBlock(told, steps[0]?.steps?.info ?? '', standing);
}

function slideText(
  frontmatter: Record<string, unknown>,
  body: readonly string[],
  notes: readonly string[] | undefined,
): string {
  const comment = notes?.some(line => line.trim()) ? ['', '<!--', ...notes, '-->'] : [];
  return ['---', stringify(frontmatter, { lineWidth: 0 }).trimEnd(), '---', '', ...body, ...comment, ''].join(
    '\n',
  );
}

/** The address in the deck of each image, by the name that the slide gives it. */
function imageNames(slide: Slide, talk: Talk, assets: ReadonlyMap<string, string>): Map<string, string> {
  const { images } = findImages(slide, talk.dir);
  return new Map(images.map(({ reference, path }) => [reference, `/${assets.get(path)}`]));
}
