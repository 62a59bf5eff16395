import type { Snippet } from '../verify/programs/find-snippets.ts';
import { listedPlaces } from '../verify/programs/listing.ts';
import type { Verdict } from '../languages/verdict.ts';
import type { Drawing, Remark } from './addon/drawing.ts';
import type { MarkedLine, StepVerdict } from './addon/steps.ts';
import { drawHovers } from './draw-hovers.ts';
import {
  drawVerdict,
  fence,
  hoversBlock,
  listed,
  messageOf,
  nameOf,
  outcomeOf,
  outputAttributes,
  rejectedWords,
  shownTexts,
  type Standing,
  troubledOutcome,
  wholeOf,
} from './program-block.ts';
import { shownMessage } from './shown-output.ts';

/** A step of a sequence, with what came of it; without a verdict where it is no program. */
export interface Step {
  snippet: Snippet;
  verdict?: Verdict | undefined;
  by: string;
  /** Why its verdict is not the expected one. */
  trouble?: string | undefined;
  /** How long it takes, in a line. */
  time?: string | undefined;
}

/** The Markdown of programs that move one into the next: the addon's `<ProgramSteps>` around Slidev's Magic Move. */
export function stepsBlock(
  steps: readonly Step[],
  info: string,
  { room, hovers }: Pick<Standing, 'room' | 'hovers'> = {},
): string[] {
  const texts = steps.map(({ snippet }) => shownTexts(snippet));
  const attributes = {
    steps: JSON.stringify(steps.map(told)),
    lines: Math.max(...texts.map(lines => lines.length)),
    columns: Math.max(...texts.flat().map(line => line.length)),
    room,
    at: startOf(info),
  };
  const known = steps.map(({ snippet, verdict }) => drawHovers(snippet, verdict?.hovers));
  return [
    '',
    `<ProgramSteps ${listed(attributes)}>`,
    '',
    `\`\`\`\`${info}`,
    ...steps.flatMap(({ snippet }) => fence(snippet)),
    '````',
    ...(hovers && known.some(({ length }) => length > 0)
      ? ['', `<Hovers ${listed({ steps: JSON.stringify(known) })} />`]
      : []),
    '',
    ...steps.flatMap((step, index) => wholeBlock(step, index, hovers)),
    '</ProgramSteps>',
    '',
  ];
}

function told({ snippet, verdict, by, trouble, time }: Step): StepVerdict {
  const clicks = Math.max(1, snippet.meta.match(RE_RANGES)?.[1]?.split('|').length ?? 1);
  if (!verdict) return { clicks };
  const drawing = drawVerdict(snippet, verdict);
  return {
    clicks,
    outcome: trouble === undefined ? outcomeOf(snippet, verdict) : troubledOutcome(verdict),
    codes: verdict.codes.join(' ') || undefined,
    message: trouble === undefined ? messageOf(snippet, verdict) : shownMessage(trouble),
    exit: verdict.exitCode || undefined,
    ...outputAttributes(snippet, verdict),
    time: verdict.level === 'ran' ? time : undefined,
    recorded: by || undefined,
    marked: orNone(markedLines(drawing)),
    remarks: orNone(placesInWords(drawing)),
    words: rejectedWords(verdict),
    whole: wholeOf(snippet) && nameOf(snippet),
  };
}

function orNone<T>(all: readonly T[]): T[] | undefined {
  return all.length > 0 ? [...all] : undefined;
}

/** Without what notes are about: their words are in the window of the whole program. */
function markedLines({ lines }: Drawing): MarkedLine[] {
  return lines.flatMap(({ line, marks, through }) => {
    const own = marks.filter(({ kind }) => kind !== 'note');
    const rule = through !== 'note' && through ? { through } : {};
    return own.length > 0 || 'through' in rule ? [{ line, marks: own, ...rule }] : [];
  });
}

/** Labels with the lines that they are about, as they cannot stand there, and the words of places that are not shown. */
function placesInWords({ lines, findings }: Drawing): Remark[] {
  const labels = lines.flatMap(({ line, rows }) =>
    rows
      .flat()
      .sort((a, b) => a.at - b.at)
      .flatMap(({ text, kind }): Remark[] => (text ? [{ level: `line ${line + 1}`, kind, text }] : [])),
  );
  const elsewhere = findings.flatMap(({ remarks }) => remarks.filter(({ level }) => level === 'elsewhere'));
  return [...elsewhere, ...labels];
}

function wholeBlock({ snippet, verdict }: Step, index: number, hovers = false): string[] {
  const whole = wholeOf(snippet);
  if (!verdict || whole === undefined) return [];
  const places = listedPlaces(snippet);
  return [
    `<template #whole-${index}>`,
    '',
    ...fence({ ...snippet, meta: '', shown: whole }),
    ...(hovers ? hoversBlock(drawHovers({ ...snippet, shown: whole, places }, verdict.hovers)) : []),
    '',
    '</template>',
    '',
  ];
}

/** The click that brings the second step, where the author counts from the slide's first. */
function startOf(info: string): number | undefined {
  const at = info.match(RE_AT)?.[1];
  return at === undefined ? undefined : Number(at);
}

/** A number with a sign is relative to what comes before, as Slidev counts on its own. */
const RE_AT = /\{[^}]*\bat:\s*["']?(\d+)/;

/** Slidev's steps of highlighting in a fence's braces. */
const RE_RANGES = /^(?:\[[^\]]*\]\s*)?\{([^}]*)\}/;
