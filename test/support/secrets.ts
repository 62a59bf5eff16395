import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Deck } from '../../scripts/deck/select.ts';
import { findWasm } from '../../scripts/verify/wasm/find-wasm.ts';
import { findSnippets } from '../../scripts/verify/programs/find-snippets.ts';
import { chartPoints } from '../../scripts/talk/chart-points.ts';
import type { Slide } from '../../scripts/talk/section.ts';
import type { Talk } from '../../scripts/talk/talk.ts';
import { chartsOf } from './chart-text.ts';
import { squeeze } from './pdf.ts';
import { deckFor } from './real-talk.ts';

/** What an output may and may not tell, as texts without white space. */
export interface Telling {
  /** What this audience is told: on slides, and from the speaker's mouth. */
  slides: string[];
  notes: string[];
  /** What only others are told. */
  secrets: string[];
}

/** Shorter ones could stand anywhere by chance. */
const DISTINCTIVE = 18;

const RE_FENCE = /^\s*(?:`{3,}|~{3,}).*$/;
const RE_TAG = /<\/?[a-z][^<>]*>/gi;

/** Tells apart, line by line, what is for this audience and what is not; programs count whole. */
export function tellingOf(talk: Talk, id: string): Telling {
  const deck = deckFor(talk, id);
  const all = [...talk.sections.values()].flatMap(section => section.slides);
  const own = squeeze(toldBy(deck, talk));
  const others = [...talk.audiences.values()].filter(other => other !== deck.audience);
  const texts = [
    ...all.flatMap(slide => allOf(slide, talk)),
    ...others.flatMap(other => [other.title, other.promise ?? '']),
  ];
  const fragments = (lines: readonly string[]) => [...new Set(lines.flatMap(toFragments))];
  return {
    slides: fragments(deck.slides.flatMap(slide => [...linesOf(slide), ...drawnOf(slide, talk)])),
    notes: fragments(deck.slides.flatMap(notesOf)),
    secrets: fragments(texts).filter(fragment => !own.includes(fragment)),
  };
}

/** The ids of the other audiences, which nothing for this one may name. */
export function otherIds(talk: Talk, id: string): string[] {
  return [...talk.audiences.keys()].filter(other => other !== id);
}

/** Every text file of a folder by its path; PDFs and fonts are read elsewhere, or not at all. */
export function readTexts(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.(pdf|woff2?|png)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map(file => [relative(dir, file), readFileSync(file, 'utf8')]));
}

function toldBy(deck: Deck, talk: Talk): string {
  const { title, promise = '' } = deck.audience;
  return [title, promise, ...deck.slides.flatMap(slide => allOf(slide, talk))].join('\n');
}

function allOf(slide: Slide, talk: Talk): string[] {
  const names = chartsOf(slide).map(chart => chart.alt);
  return [
    ...linesOf(slide),
    ...drawnOf(slide, talk),
    ...names,
    ...notesOf(slide),
    ...programsOf(slide, talk),
  ];
}

/** What is read on the slide, but for its charts, its pictures of memory and the programs that run in it. */
function linesOf(slide: Slide): string[] {
  const drawn = slide.blocks.filter(({ kind }) => ['chart', 'memory', 'wasm'].includes(kind));
  const shown = slide.lines.filter(
    ({ number }) => !drawn.some(({ from, to }) => number >= from && number <= to),
  );
  // What stands in tags and in the words of a fence is for no reader.
  const read = shown.map(line => line.text.replace(RE_FENCE, '')).join('\n');
  return [...strings(slide.frontmatter), ...read.replace(RE_TAG, '"').split('\n')];
}

/** What is read in its charts, and beside the numbers of the programs that run in it. */
function drawnOf(slide: Slide, talk: Talk): string[] {
  const labels = findWasm(slide, talk.dir).calls.flatMap(({ label, parameters }) => [
    label ?? '',
    ...parameters.map(parameter => parameter.label),
  ]);
  const charts = chartsOf(slide).flatMap(chart => {
    const labels = chartPoints(chart, talk.claims).points.flatMap(({ label }) => label ?? []);
    const words = [chart.title, chart.x, chart.y].flatMap(text => text ?? []);
    return [...words, ...(chart.kind === 'line' ? [] : labels)];
  });
  return [...charts, ...labels];
}

function notesOf(slide: Slide): string[] {
  return slide.speakerNotes.lines.map(line => line.text);
}

function programsOf(slide: Slide, talk: Talk): string[] {
  return findSnippets(slide, talk.dir).snippets.flatMap(snippet => snippet.whole.split('\n'));
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** The parts of a line that no markup and no escape can change. */
function toFragments(line: string): string[] {
  if (line.trimStart().startsWith('<<<')) return [];
  return line
    .replace(/^\s*([-*+]|\d+\.)\s/, '')
    .replace(/\[@[\w-]+\]/g, '"')
    .replace(/\[click(:\d+)?\]/g, '"')
    .split(/[^\p{L}\p{N} ,.;:?%-]/u)
    .map(squeeze)
    .filter(part => part.length >= DISTINCTIVE);
}
