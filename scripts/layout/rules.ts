import type { Canvas } from '../talk/canvas.ts';
import { alongside, around, coreOf, countRows, farthest, meet, past } from './boxes.ts';
import { contrastOf, hexOf } from './contrast.ts';
import type { Box, Clip, Hurdle, Measured, Run } from './measured.ts';

export const RULES = [
  'past-canvas',
  'past-foot',
  'clipped',
  'overlap',
  'small-text',
  'low-contrast',
  'wrapped-code',
  'missing-alt',
  'several-headlines',
  'stranded-heading',
  'accessibility',
] as const;
export type Rule = (typeof RULES)[number];

/** What is wrong with a slide at one or more of its clicks. */
export interface Finding {
  rule: Rule;
  /** The number of the slide in the deck, from 1. */
  slide: number;
  clicks: number[];
  /** What it is about: words of the slide, to find the line by. */
  subject: string;
  message: string;
  help: string;
}

type Found = Pick<Finding, 'rule' | 'subject' | 'message' | 'help'>;

/** In pixels of the canvas; a line of text may miss its box by rounding. */
const TOLERANCE = 1;
const SMALLEST = 18;
const SMALLEST_RUNNING = 24;
const MIN_CONTRAST = 4.5;

/** Judges a deck: every slide at every click, and what axe-core found; the same at several clicks is said once. */
export function judge(
  measured: readonly Measured[],
  canvas: Canvas,
  hurdles: readonly Hurdle[] = [],
): Finding[] {
  const lastOf = new Map(measured.map(({ slide, click }) => [slide, click]));
  for (const { slide, click } of measured) lastOf.set(slide, Math.max(click, lastOf.get(slide) ?? 0));
  const findings = new Map<string, Finding>();
  const add = (slide: number, click: number, found: Found) => {
    const key = JSON.stringify([slide, found.rule, found.subject]);
    // Of the same words there may be several things to say at one click.
    let nth = 0;
    while (findings.get(`${key}${nth}`)?.clicks.includes(click)) nth++;
    const known = findings.get(`${key}${nth}`);
    if (known) known.clicks.push(click);
    else findings.set(`${key}${nth}`, { ...found, slide, clicks: [click] });
  };
  for (const step of measured) {
    for (const found of stepFindings(step, canvas)) add(step.slide, step.click, found);
    if (step.click === lastOf.get(step.slide)) {
      for (const found of strandedHeadings(step)) add(step.slide, step.click, found);
    }
  }
  for (const { slide, click, rule, help, element } of hurdles) {
    const message = `axe-core's rule \`${rule}\` fails for ${element}`;
    add(slide, click, {
      rule: 'accessibility',
      subject: element,
      message,
      help: `${lowerFirst(help)}: mend the element`,
    });
  }
  return [...findings.values()];
}

function stepFindings(step: Measured, canvas: Canvas): Found[] {
  const content = step.runs.filter(run => run.role !== 'foot');
  return [
    ...pastCanvas(step, canvas),
    ...pastFoot(step, content, canvas),
    ...step.clips.map(clipped),
    ...overlaps(step.runs),
    ...step.runs.flatMap(smallText),
    ...step.runs.flatMap(lowContrast),
    ...wrappedCode(content),
    ...step.pictures.filter(({ alt }) => !alt).map(({ name }) => missingAlt(name)),
    ...severalHeadlines(step),
  ];
}

function pastCanvas({ runs, shapes }: Measured, { width, height }: Canvas): Found[] {
  const slide: Box = { left: 0, top: 0, right: width, bottom: height };
  const things = [
    ...runs.map(run => ({ name: run.line ?? run.text, box: around(run.boxes), run })),
    ...shapes.map(({ name, box }) => ({ name, box, run: undefined })),
  ];
  const worst = things
    .map(thing => ({ ...thing, ...farthest(past(thing.box, slide)) }))
    .filter(({ by }) => by > TOLERANCE)
    .sort((a, b) => b.by - a.by)[0];
  if (!worst) return [];
  const { name, by, side, run } = worst;
  return [
    {
      rule: 'past-canvas',
      subject: name,
      message: `\`${name}\` goes ${px(by)} past the ${side} of the slide`,
      help: shorter(by, side, run),
    },
  ];
}

function pastFoot({ foot }: Measured, content: readonly Run[], { height }: Canvas): Found[] {
  const low = content
    .map(run => ({ run, box: around(run.boxes) }))
    .filter(({ box }) => box.bottom > foot + TOLERANCE && box.bottom <= height + TOLERANCE)
    .sort((a, b) => b.box.bottom - a.box.bottom)[0];
  if (!low) return [];
  const by = low.box.bottom - foot;
  return [
    {
      rule: 'past-foot',
      subject: low.run.line ?? low.run.text,
      message: `\`${low.run.line ?? low.run.text}\` goes ${px(by)} past the line at the foot of the slide`,
      help: shorter(by, 'bottom', low.run),
    },
  ];
}

function clipped({ role, text, past: over }: Clip): Found {
  const { by, side } = farthest(over);
  const sideways = side === 'left' || side === 'right';
  const code = role === 'code' || role === 'transcript';
  return {
    rule: 'clipped',
    subject: text,
    message: `the ${side} of \`${text}\` is cut off by ${px(by)}`,
    help:
      sideways && code
        ? 'break this line of code in two, or shorten its names'
        : shorter(by, side, undefined),
  };
}

function overlaps(runs: readonly Run[]): Found[] {
  const lines = runs.flatMap(run => run.boxes.map(box => ({ run, box: coreOf(box, run.size) })));
  const pairs = new Map<string, Found>();
  for (const [index, one] of lines.entries()) {
    for (const other of lines.slice(index + 1)) {
      if (one.run.block === other.run.block || !meet(one.box, other.box)) continue;
      const [first, second] = [one.run, other.run].map(run => run.line ?? run.text) as [string, string];
      pairs.set(`${one.run.block} ${other.run.block}`, {
        rule: 'overlap',
        subject: second,
        message: `\`${first}\` and \`${second}\` overlap`,
        help: 'shorten one of them, or give them places of their own',
      });
    }
  }
  return [...pairs.values()];
}

function smallText({ text, role, size }: Run): Found[] {
  const least = role === 'running' ? SMALLEST_RUNNING : SMALLEST;
  if (size >= least) return [];
  return [
    {
      rule: 'small-text',
      subject: text,
      message: `\`${text}\` is set in ${size} px`,
      help:
        role === 'running'
          ? `running text needs ${least} px: cut words until it fits, or mark it as a caption with \`<small>\``
          : `nothing is smaller than ${least} px: cut words, or lines of code, until it fits`,
    },
  ];
}

function lowContrast({ text, ink, ground }: Run): Found[] {
  if (!ground) return [];
  const ratio = contrastOf(ink, ground);
  if (ratio >= MIN_CONTRAST) return [];
  return [
    {
      rule: 'low-contrast',
      subject: text,
      message: `\`${text}\` has a contrast of ${Math.floor(ratio * 100) / 100}: ${hexOf(ink)} on ${hexOf(ground)}`,
      help: `text needs ${MIN_CONTRAST}: use the colours of the palette, such as \`var(--ox-muted)\``,
    },
  ];
}

function wrappedCode(runs: readonly Run[]): Found[] {
  const lines = Map.groupBy(
    runs.filter(run => run.role === 'code' && run.line),
    run => run.block,
  );
  return [...lines.values()].flatMap(parts => {
    const [first] = parts;
    if (!first?.line) return [];
    const rows = countRows(
      parts.flatMap(run => run.boxes),
      first.size,
    );
    if (rows < 2) return [];
    return [
      {
        rule: 'wrapped-code' as const,
        subject: first.line,
        message: `the line of code \`${first.line}\` wraps into ${rows}`,
        help: 'break the line where its reader would, or shorten its names',
      },
    ];
  });
}

function missingAlt(name: string): Found {
  return {
    rule: 'missing-alt',
    subject: name,
    message: `the image \`${name}\` has no text for those who do not see it`,
    help: 'write `![what it shows](…)`, or `<img alt="what it shows" …>`',
  };
}

function severalHeadlines({ headings }: Measured): Found[] {
  const headlines = headings.filter(({ level }) => level === 1);
  if (headlines.length < 2) return [];
  const [, second] = headlines;
  return [
    {
      rule: 'several-headlines',
      subject: second?.text ?? '',
      message: `the slide has ${headlines.length} headlines: ${headlines.map(({ text }) => `\`${text}\``).join(', ')}`,
      help: 'keep one `#`; write `##` for the others, or give them slides of their own',
    },
  ];
}

function strandedHeadings({ headings, runs, shapes, foot }: Measured): Found[] {
  const boxes = [
    ...runs.filter(run => run.role !== 'foot').flatMap(run => run.boxes),
    ...shapes.map(({ box }) => box),
  ];
  return headings
    .filter(({ level }) => level > 1)
    .filter(
      ({ box }) =>
        !boxes.some(
          other => other.top >= box.bottom - TOLERANCE && other.top < foot && alongside(other, box),
        ),
    )
    .map(({ text }) => ({
      rule: 'stranded-heading',
      subject: text,
      message: `nothing stands under the heading \`${text}\``,
      help: 'write what belongs under it, or remove the heading',
    }));
}

/** What to write instead of something that is too long by so many pixels. */
function shorter(by: number, side: keyof Box, run: Run | undefined): string {
  if (side !== 'bottom' || !run) return `make it ${px(by)} smaller, or move it`;
  const [box] = run.boxes;
  const lines = Math.max(1, Math.ceil(by / Math.max(run.size, (box?.bottom ?? 0) - (box?.top ?? 0))));
  const what = run.role === 'code' || run.role === 'transcript' ? 'the code' : 'the text';
  return `shorten ${what} by ${lines === 1 ? 'one line' : `${lines} lines`}, or make two slides of it`;
}

function px(length: number): string {
  return `${Math.ceil(length)} px`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
