import type { Problem } from '../diagnostics/problem.ts';
import { nearest } from '../diagnostics/nearest.ts';

/** A line of a section, with the conditions under which it is shown. */
export interface Line {
  text: string;
  /** The line in the section's file, from 1. */
  number: number;
  /** The tags of each `::: only` block around the line; an audience needs one tag of every block. */
  only: readonly (readonly string[])[];
  /** Whether it is part of a fenced block: what stands there is code. */
  fenced: boolean;
}

interface Container {
  colons: number;
  /** Undefined for a container that is not ours, such as `::: tip`. */
  kind?: 'only' | 'handout';
  tags: readonly string[];
  number: number;
}

export interface LineOptions {
  /** The indices of the lines in fences, where markers are text. */
  fenced: ReadonlySet<number>;
  /** Speaker notes have no handout text. */
  within: 'slide' | 'notes';
}

const RE_OURS = /^(:{3,})\s*(only|handout)(?:\s+(.*))?$/;
const RE_CONTAINER = /^(:{3,})\s*([\w{][\w-]*).*$/;
const RE_CLOSING = /^(:{3,})$/;

/**
 * Takes the markers of `::: only tag…` and `::: handout` out of a text and notes on each line which blocks it
 * stands in. Markers stand alone on their lines; within fences they are text. A block ends at a line of as many
 * colons as opened it, so that longer ones nest around shorter ones.
 */
export function readLines(
  texts: readonly string[],
  firstLine: number,
  file: string,
  { fenced, within }: LineOptions,
): { shown: Line[]; handout: Line[]; problems: Problem[] } {
  const lines = { shown: [] as Line[], handout: [] as Line[] };
  const problems: Problem[] = [];
  const open: Container[] = [];
  const problem = (kind: string, number: number, message: string, help: string) =>
    problems.push({ kind, severity: 'error', message, help, file, line: number });

  for (const [index, text] of texts.entries()) {
    const number = firstLine + index;
    const line = text.trimEnd();
    const marker = fenced.has(index) ? null : line.match(RE_OURS);
    const closing = fenced.has(index) ? null : line.match(RE_CLOSING);
    if (marker) {
      const container = readMarker(marker, number);
      const wrong = misuse(container, marker[3] ?? '', within, open);
      if (wrong) problem(wrong.kind, number, wrong.message, wrong.help);
      open.push(container);
      continue;
    }
    if (closing) {
      const block = open.at(-1);
      if (block?.colons === closing[1]?.length) {
        open.pop();
        if (block?.kind) continue;
      } else {
        problem(
          'stray-block-end',
          number,
          `\`${line}\` closes no block${block ? `: the innermost open one began on line ${block.number} with ${block.colons} colons` : ''}`,
          'remove the line, or give it as many colons as the block that it closes',
        );
        continue;
      }
    }
    const container = fenced.has(index) || closing ? null : line.match(RE_CONTAINER);
    if (container) {
      const [, colons = '', name = ''] = container;
      const meant = nearest(name, ['only', 'handout']);
      if (meant) {
        problem(
          'unknown-block',
          number,
          `unknown block \`${name}\`: did you mean \`${meant}\`?`,
          meant === 'only'
            ? 'write `::: only` and the tags: as it stands, the block would be for everyone'
            : 'write `::: handout`: as it stands, the block would be on the screen',
        );
      }
      open.push({ colons: colons.length, tags: [], number });
    }
    const only = open.filter(block => block.kind === 'only').map(block => block.tags);
    const part = open.some(block => block.kind === 'handout') ? lines.handout : lines.shown;
    part.push({ text, number, only, fenced: fenced.has(index) });
  }
  for (const block of open) {
    problem(
      'unclosed-block',
      block.number,
      'the block is never closed',
      `close it with a line of ${block.colons} colons`,
    );
  }
  return { ...lines, problems };
}

function readMarker([, colons = '', kind, words = '']: RegExpMatchArray, number: number): Container {
  const tags = kind === 'only' ? words.split(/[\s,]+/).filter(Boolean) : [];
  return { colons: colons.length, kind: kind === 'only' ? kind : 'handout', tags, number };
}

function misuse(
  { kind, tags }: Container,
  words: string,
  within: LineOptions['within'],
  open: readonly Container[],
): Pick<Problem, 'kind' | 'message' | 'help'> | undefined {
  if (kind === 'only') {
    if (tags.length > 0) return undefined;
    const help = 'write `::: only` and the tags, as in `::: only python`';
    return { kind: 'block-without-tags', message: '`::: only` names no tag', help };
  }
  if (words) {
    const help = `write \`::: handout\` alone; what is for some audiences stands in it in a block of its own, as in \`::: only python\``;
    return {
      kind: 'handout-with-words',
      message: `\`::: handout\` takes no words, such as \`${words}\``,
      help,
    };
  }
  if (within === 'notes') {
    const help = 'put the block before the comment with the notes';
    return { kind: 'misplaced-handout', message: 'speaker notes have no handout text', help };
  }
  if (!open.some(block => block.kind === 'handout')) return undefined;
  const help = 'close the first block before this one, or remove the marker';
  return { kind: 'misplaced-handout', message: '`::: handout` stands within another one', help };
}
