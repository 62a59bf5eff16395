import type { Snippet } from '../verify/programs/find-snippets.ts';
import { lastWords } from '../verify/judge-run.ts';
import { listedPlaces, wholeProgram } from '../verify/programs/listing.ts';
import { rowsOf, shortTranscript, wholeTranscript } from '../languages/console/transcript-text.ts';
import type { Verdict } from '../languages/verdict.ts';
import type { Drawing } from './addon/drawing.ts';
import { type Content, outputRows } from './addon/fit.ts';
import type { InlayType, ShownHover } from './addon/hovers.ts';
import { toMeta } from './addon/mark-code.ts';
import { plainText } from './addon/plain-text.ts';
import type { Outcome } from './addon/outcomes.ts';
import { typesToMeta } from './addon/type-code.ts';
import type { Aligned } from './align-steps.ts';
import { drawDiagnostics } from './draw-diagnostics.ts';
import { drawHovers, drawTypes } from './draw-hovers.ts';
import { escapeAttribute } from './escape.ts';
import { panicPlace } from './panic-place.ts';
import type { QuizBlock } from './quiz-block.ts';
import { shownMessage, shownOutput } from './shown-output.ts';

/** The exit code of a Rust program whose main thread panicked. */
const PANIC_EXIT = 101;
/** What a slide has room for: longer lines are wrapped, further ones counted. */
const TERMINAL = { rows: 14, columns: 90 };

/** How a program stands on its slide. */
export interface Standing {
  /** Pixels that it has for itself; undefined where that is not known. */
  room?: number | undefined;
  /** Whether it has half of the slide's width. */
  narrow?: boolean;
  /** The width of its frame in pixels, where something else stands beside it. */
  width?: number | undefined;
  aligned?: Aligned | undefined;
  /** Why its verdict is not the expected one, for its author's eyes. */
  trouble?: string | undefined;
  /** The Markdown of what runs it. Default: nothing does. */
  run?: readonly string[];
  /** Whether its names tell what they are. Default: no. */
  hovers?: boolean;
  /** How long it takes, in a line. */
  time?: string | undefined;
  /** What the audience is asked before anything is told. */
  quiz?: QuizBlock | undefined;
}

/**
 * The Markdown of a snippet with its verdict: the addon's `<Program>` around a fence for Shiki, and around what
 * runs it.
 */
export function programBlock(
  written: Snippet,
  verdict: Verdict,
  by: string,
  { room, narrow, width, aligned, trouble, hovers, run = [], quiz, time }: Standing = {},
): string[] {
  const snippet = verdict.commands ? asInTerminal(written, verdict.commands) : written;
  const { lines, findings } = drawVerdict(snippet, verdict, narrow || width !== undefined);
  const types = typesOf(snippet, verdict, lines);
  const whole = wholeOf(snippet);
  const hoversIn = (shown: string, places: Snippet['places']) =>
    hovers ? hoversBlock(drawHovers({ ...snippet, shown, places }, verdict.hovers)) : [];
  const reveal = trouble === undefined ? revealOf(snippet) : undefined;
  const drawn = lines.length > 0 && !snippet.expectation?.terminal;
  const attributes = {
    outcome: trouble === undefined ? outcomeOf(snippet, verdict) : troubledOutcome(verdict),
    codes: verdict.codes.join(' ') || undefined,
    message: trouble === undefined ? messageOf(snippet, verdict) : shownMessage(trouble),
    ...outputAttributes(snippet, verdict),
    time: verdict.level === 'ran' ? time : undefined,
    exit: verdict.exitCode || undefined,
    recorded: by || undefined,
    drawing:
      findings.length > 0 || lines.length > 0
        ? JSON.stringify({ lines, findings } satisfies Drawing)
        : undefined,
    words: rejectedWords(verdict),
    terminal: snippet.expectation?.terminal ? '' : undefined,
    whole: whole && nameOf(snippet),
    reveal,
    revealAt: reveal && aligned?.revealAt,
    ...sizeOf(snippet, types),
    transcript: verdict.commands ? '' : undefined,
    room,
    narrow: narrow ? '' : undefined,
    width,
    quiz: quiz?.height,
    class: quiz?.ask === 'line' ? 'ox-asks-line' : undefined,
  };
  return indent(snippet, [
    '',
    `<Program ${listed(attributes)}>`,
    '',
    ...fence(
      { ...snippet, ...(aligned ? { meta: aligned.meta } : {}) },
      [drawn ? toMeta(lines) : '', typesToMeta(types)].filter(Boolean).join(' '),
    ),
    ...hoversIn(snippet.shown, snippet.places),
    '',
    ...run,
    ...(quiz?.markdown ?? []),
    ...(whole === undefined
      ? []
      : [
          ...['<template #whole>', '', ...fence({ ...snippet, meta: '', shown: whole })],
          ...[...hoversIn(whole, listedPlaces(snippet)), '', '</template>', ''],
        ]),
    '</Program>',
    '',
  ]);
}

/** What stands in a program's frame, as far as the size of its code depends on it. */
export function contentOf(snippet: Snippet, verdict: Verdict, { width, time, room }: Standing): Content {
  const drawing = drawVerdict(snippet, verdict, width !== undefined);
  const { output, more } = outputAttributes(snippet, verdict);
  return {
    ...sizeOf(snippet, typesOf(snippet, verdict, drawing.lines)),
    output: outputRows(output, width),
    more: !!more,
    time: verdict.level === 'ran' ? time : undefined,
    drawing: snippet.expectation?.terminal ? undefined : drawing,
    ...{ width, room },
  };
}

/** A label hangs from a column of its line: a type before it would push that aside. */
function typesOf(snippet: Snippet, verdict: Verdict, lines: Drawing['lines']): InlayType[] {
  const labelled = new Set(lines.flatMap(({ line, rows }) => (rows.length > 0 ? line : [])));
  return snippet.expectation?.types
    ? drawTypes(snippet, verdict.hovers).filter(({ line }) => !labelled.has(line))
    : [];
}

/** What is known of the names in the code before it. */
export function hoversBlock(known: readonly ShownHover[]): string[] {
  return known.length > 0 ? ['', `<Hovers ${listed({ of: JSON.stringify(known) })} />`] : [];
}

/** A transcript with what its commands printed; what a slide has no room for is in `whole`. */
function asInTerminal(snippet: Snippet, commands: NonNullable<Verdict['commands']>): Snippet {
  const masks = snippet.expectation?.mask ?? [];
  const shown = shortTranscript(snippet.whole, commands, masks, TERMINAL);
  return { ...snippet, shown, whole: wholeTranscript(commands) };
}

function sizeOf(snippet: Snippet, types: readonly InlayType[]): { lines: number; columns: number } {
  const shown = shownTexts(snippet);
  const columns = Math.max(...shown.map((line, index) => line.length + widthOf(types, index)));
  return snippet.expectation?.language === 'console'
    ? { lines: rowsOf(shown, TERMINAL.columns), columns: Math.min(columns, TERMINAL.columns) }
    : { lines: shown.length, columns };
}

function widthOf(types: readonly InlayType[], index: number): number {
  return types
    .filter(({ line }) => line === index)
    .reduce((width, { type }) => width + ': '.length + type.length, 0);
}

/** The program with all that the slide leaves out: undefined where it leaves nothing out. */
export function wholeOf(snippet: Snippet): string | undefined {
  const listing = wholeProgram(snippet).trimEnd();
  return listing === snippet.shown.trimEnd() ? undefined : listing;
}

export function nameOf({ path, expectation }: Snippet): string {
  if (expectation?.language === 'console') return 'Whole transcript';
  return path ? `Whole program: ${path.split('/').at(-1)}` : 'Whole program';
}

/** All that rustc printed of its findings. */
export function rejectedWords({ diagnostics }: Verdict): string | undefined {
  return plainText(diagnostics.map(({ rendered }) => rendered.join('\n')).join('\n\n')) || undefined;
}

/** What rustc found, and where a panic began. */
export function drawVerdict(snippet: Snippet, verdict: Verdict, narrow = false): Drawing {
  const { lines, findings } = drawDiagnostics(snippet, verdict.diagnostics, narrow);
  const panic = panicPlace(snippet, verdict);
  return findings.length > 0 || !panic
    ? { lines, findings }
    : { lines: drawDiagnostics(snippet, [panic], narrow).lines, findings: [] };
}

/** More of an output is in the handout. */
const OUTPUT_LINES = 12;

export function outputAttributes(
  { expectation }: Snippet,
  { stdout }: Verdict,
): { output?: string; more?: number } {
  if (!expectation?.output) return {};
  const { lines, more } = shownOutput(stdout, OUTPUT_LINES);
  return { output: lines.join('\n'), ...(more > 0 ? { more } : {}) };
}

type Attributes = Record<string, string | number | undefined>;

export function listed(attributes: Attributes): string {
  const all = Object.entries(attributes).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return typeof value === 'number' ? `:${name}="${value}"` : `${name}="${escapeAttribute(value)}"`;
  });
  return all.join(' ');
}

/** A rejection is told at a click of its own: first the code, then what the compiler says of it. */
export function revealOf({ expectation }: Snippet): 'click' | undefined {
  const usual = expectation?.outcome === 'compile_fail' || expectation?.quiz ? 'click' : 'now';
  return (expectation?.reveal ?? usual) === 'click' ? 'click' : undefined;
}

/** The Markdown of a snippet that holds no program. */
export function listingBlock(snippet: Snippet): string[] {
  return indent(snippet, fence(snippet));
}

export function outcomeOf(snippet: Snippet, verdict: Verdict): Outcome {
  switch (snippet.expectation?.outcome) {
    case 'ignore':
      return 'ignored';
    case 'compile_fail':
      return 'rejected';
    case 'should_panic':
      return verdict.exitCode === PANIC_EXIT && !verdict.commands ? 'panicked' : 'failed';
    default:
      return verdict.level;
  }
}

/** What its author is told where a verdict is another one than was expected, or missing. */
export function troubledOutcome({ verdict }: Verdict): Outcome {
  return verdict === 'ignored' ? 'unverified' : 'unexpected';
}

/** rustc's main message, or the message of the panic. */
export function messageOf(snippet: Snippet, verdict: Verdict): string | undefined {
  const message = wordsOf(snippet, verdict);
  return message && shownMessage(message);
}

function wordsOf(snippet: Snippet, verdict: Verdict): string | undefined {
  if (snippet.expectation?.outcome === 'compile_fail') {
    const errors = verdict.diagnostics.filter(diagnostic => diagnostic.level === 'error');
    const [expected] = snippet.expectation.codes;
    return (errors.find(error => error.code === expected) ?? errors[0])?.message;
  }
  return verdict.verdict === 'pass' && verdict.level === 'ran' && verdict.exitCode !== 0
    ? lastWords(verdict.stderr) || undefined
    : undefined;
}

export function fence(snippet: Snippet, drawn = ''): string[] {
  const { language, meta, shown } = snippet;
  const longest = Math.max(2, ...[...shown.matchAll(/^\s*(`{3,})/gm)].map(run => run[1]?.length ?? 0));
  const marks = '`'.repeat(longest + 1);
  return [[`${marks}${language}`, meta, drawn].filter(Boolean).join(' '), ...shownTexts(snippet), marks];
}

export function shownTexts({ shown }: Snippet): string[] {
  return shown.replace(/\n$/, '').split('\n');
}

function indent(snippet: Snippet, lines: readonly string[]): string[] {
  return lines.map(line => (line ? snippet.indent + line : line));
}
