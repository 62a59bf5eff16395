import { stringify } from 'yaml';
import type { Deck } from '../deck/select.ts';
import { type Source, sourcesOf, sourcesWithNotes } from '../deck/sources.ts';
import { ExitCode } from '../exit-code.ts';
import { OxideckError } from '../problem.ts';
import { findSnippets, type Snippet } from '../snippets/find-snippets.ts';
import type { Program } from '../snippets/program.ts';
import type { Verdict } from '../snippets/verdict.ts';
import { replaceCitations } from '../talk/citations.ts';
import { fencedLines } from '../talk/fences.ts';
import { findImages } from '../talk/images.ts';
import type { Slide } from '../talk/section.ts';
import type { Talk } from '../talk/talk.ts';
import { nameAssets, renameImages, renameIn } from './assets.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { listingBlock, programBlock } from './program-block.ts';
import { runBlock } from './run-block.ts';

/** A verdict and the tool that gave it. */
export interface Shown {
  verdict: Verdict;
  by: string;
  /** What the tool was given. */
  program: Pick<Program, 'edition' | 'crates'>;
}

export interface AssembleOptions {
  /** Whether the notes go along: for the speaker's own eyes, or where the audience asks for them. */
  notes: boolean;
  verdictOf(snippet: Snippet): Shown | undefined;
}

/** A deck as Slidev reads it. */
export interface Entry {
  markdown: string;
  /** Absolute paths of the images that it shows, by their names under `public/`. */
  assets: ReadonlyMap<string, string>;
  /** The title of each slide, the made ones included. */
  titles: string[];
}

/** A citation stands close to the word before it, also where the author's line broke between them. */
const RE_SPACE_BEFORE_CITE = /(?<=[\p{L}\p{N}.,;:!?%)\]'"’”*`])[ \t]*\n?[ \t]*(?=<Cite )/gu;
/** How many sources fit on a slide. */
const SOURCES_A_SLIDE = 7;

/** Writes a deck as Slidev's Markdown: a cover, the slides, the sources that they cite. */
export function assemble(deck: Deck, talk: Talk, options: AssembleOptions): Entry {
  const sources = sourcesOf(deck, talk);
  const images = deck.slides.flatMap(slide => findImages(slide, talk.dir).images);
  const assets = nameAssets(images.map(image => image.path));
  const cover = slideText(
    { ...headmatter(deck, talk), layout: 'cover' },
    [`# ${escapeText(deck.audience.title)}`, '', escapeText(deck.audience.promise ?? '')],
    undefined,
  );
  const slides = deck.slides.map(slide => {
    const section = talk.sections.get(slide.section)?.title;
    const frontmatter = { title: slide.title, ...slide.frontmatter, sectionTitle: section };
    const named = imageNames(slide, talk, assets);
    const body = content(slide, deck, talk, sources, named, options)
      .join('\n')
      .replace(RE_SPACE_BEFORE_CITE, '');
    const notes = options.notes ? spoken(slide, deck, talk) : undefined;
    return slideText(renameIn(frontmatter, named), [body], notes);
  });
  const pages = sourceSlides(sources);
  return {
    markdown: `${[cover, ...slides, ...pages.map(page => page.text)].join('\n')}`,
    assets: new Map([...assets].map(([path, name]) => [name, path])),
    titles: [deck.audience.title, ...deck.slides.map(slide => slide.title), ...pages.map(page => page.title)],
  };
}

function headmatter(deck: Deck, talk: Talk): Record<string, unknown> {
  const { title, speaker, event, date, url, language } = talk.settings;
  return {
    title: deck.audience.title,
    titleTemplate: '%s',
    lang: language,
    colorSchema: deck.audience.mode,
    canvasWidth: 1280,
    aspectRatio: '16/9',
    routerMode: 'hash',
    favicon: '/favicon.svg',
    editor: false,
    mcp: false,
    selectable: true,
    // The commands of a browser exporter or a recorder have no place in a deck that is handed on.
    browserExporter: false,
    record: false,
    talk: { title, speaker, event, date, url },
  };
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
  const blocks = new Map(snippets.map(snippet => [snippet.from, snippet]));
  const texts = replaceCitations(slide.content, id => {
    const source = sources.find(({ claim }) => claim.id === id);
    return source ? `<Cite :n="${source.number}" :to="${sourceSlide(source, deck)}" />` : '';
  });
  const fenced = fencedLines(texts);
  const lines: string[] = [];
  for (let index = 0; index < texts.length; index++) {
    const snippet = blocks.get(index);
    const shown = snippet && options.verdictOf(snippet);
    if (snippet) {
      lines.push(...(shown ? verifiedBlock(snippet, shown) : listingBlock(snippet)));
      index = snippet.to;
    } else lines.push(fenced.has(index) ? (texts[index] ?? '') : renameImages(texts[index] ?? '', images));
  }
  return lines;
}

function verifiedBlock(snippet: Snippet, { verdict, by, program }: Shown): string[] {
  return programBlock(snippet, verdict, by, runBlock(snippet, verdict, by, program));
}

/** The notes as Markdown, with citations as numbers of the handout's list. */
export function spoken(slide: Slide, deck: Deck, talk: Talk): string[] {
  const sources = sourcesWithNotes(deck, talk);
  return replaceCitations(slide.notes, id => {
    const source = sources.find(({ claim }) => claim.id === id);
    return source ? `[${source.number}]` : '';
  });
}

function sourceSlide(source: Source, deck: Deck): number {
  const cover = 1;
  return cover + deck.slides.length + 1 + Math.floor((source.number - 1) / SOURCES_A_SLIDE);
}

function sourceSlides(sources: readonly Source[]): { title: string; text: string }[] {
  const pages = Math.ceil(sources.length / SOURCES_A_SLIDE);
  return Array.from({ length: pages }, (_, page) => {
    const title = pages > 1 ? `Sources (${page + 1} of ${pages})` : 'Sources';
    const listed = sources.slice(page * SOURCES_A_SLIDE, (page + 1) * SOURCES_A_SLIDE);
    const text = slideText(
      { layout: 'sources', title },
      [`# ${title}`, '', ...listed.map(sourceLine)],
      undefined,
    );
    return { title, text };
  });
}

function sourceLine({ number, claim }: Source): string {
  const { publisher, title, published, url } = claim.source;
  const about = `${escapeText(publisher)}: ${escapeText(title)}${published ? `, ${escapeText(published)}` : ''}`;
  return `${number}. ${about}. <a href="${escapeAttribute(url)}">${escapeText(shortAddress(url))}</a>`;
}

/** The address without what every address has, short enough for a line. */
export function shortAddress(url: string): string {
  const short = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}

function slideText(
  frontmatter: Record<string, unknown>,
  body: readonly string[],
  notes: readonly string[] | undefined,
): string {
  const spokenNotes = notes?.some(line => line.trim()) ? ['', '<!--', ...notes, '-->'] : [];
  return [
    '---',
    stringify(frontmatter, { lineWidth: 0 }).trimEnd(),
    '---',
    '',
    ...body,
    ...spokenNotes,
    '',
  ].join('\n');
}

/** The address in the deck of each image, by the name that the slide gives it. */
function imageNames(slide: Slide, talk: Talk, assets: ReadonlyMap<string, string>): Map<string, string> {
  const { images } = findImages(slide, talk.dir);
  return new Map(images.map(({ reference, path }) => [reference, `/${assets.get(path)}`]));
}
