import type { Problem } from '../problem.ts';
import { fencedLines } from './fences.ts';
import { nearest } from './nearest.ts';

/** A line of a section, with the conditions under which it is shown. */
export interface Line {
  text: string;
  /** The line in the section's file, from 1. */
  number: number;
  /** The tags of each `::: only` block around the line; an audience needs one tag of every block. */
  only: readonly (readonly string[])[];
}

interface Block {
  colons: number;
  /** Undefined for a container that is not ours, such as `::: tip`. */
  tags?: string[];
  number: number;
}

const RE_ONLY = /^(:{3,})\s*only(?:\s+(.*))?$/;
const RE_CONTAINER = /^(:{3,})\s*([\w{][\w-]*).*$/;
const RE_CLOSING = /^(:{3,})$/;

/**
 * Takes the `::: only tag…` markers out of a text and notes on each line which blocks it stands in. Markers
 * stand alone on their lines; within fences they are text. A block ends at a line of as many colons as opened
 * it, so that longer ones nest around shorter ones.
 */
export function readLines(
  texts: readonly string[],
  firstLine: number,
  file: string,
): { lines: Line[]; problems: Problem[] } {
  const lines: Line[] = [];
  const problems: Problem[] = [];
  const open: Block[] = [];
  const inFence = fencedLines(texts);
  const problem = (kind: string, number: number, message: string, help: string) =>
    problems.push({ kind, severity: 'error', message, help, file, line: number });

  for (const [index, text] of texts.entries()) {
    const number = firstLine + index;
    const line = text.trimEnd();
    const marker = inFence.has(index) ? undefined : line.match(RE_ONLY);
    const closing = inFence.has(index) ? undefined : line.match(RE_CLOSING);
    if (marker) {
      const tags = (marker[2] ?? '').split(/[\s,]+/).filter(Boolean);
      if (tags.length === 0) {
        problem(
          'block-without-tags',
          number,
          '`::: only` names no tag',
          'write `::: only` and the tags, as in `::: only python`',
        );
      }
      open.push({ colons: marker[1]?.length ?? 3, tags, number });
      continue;
    }
    if (closing) {
      const block = open.at(-1);
      if (block?.colons === closing[1]?.length) {
        open.pop();
        if (block?.tags) continue;
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
    const container = inFence.has(index) || closing ? undefined : line.match(RE_CONTAINER);
    if (container) {
      const [, colons = '', name = ''] = container;
      if (nearest(name, ['only'])) {
        problem(
          'unknown-block',
          number,
          `unknown block \`${name}\`: did you mean \`only\`?`,
          'write `::: only` and the tags: as it stands, the block would be for everyone',
        );
      }
      open.push({ colons: colons.length, number });
    }
    lines.push({ text, number, only: open.flatMap(block => (block.tags ? [block.tags] : [])) });
  }
  for (const block of open) {
    problem(
      'unclosed-block',
      block.number,
      'the block is never closed',
      `close it with a line of ${block.colons} colons`,
    );
  }
  return { lines, problems };
}

/** The lines that an audience with these tags sees. */
export function cutLines(lines: readonly Line[], tags: ReadonlySet<string>): Line[] {
  return lines.filter(line => line.only.every(block => block.some(tag => tags.has(tag))));
}
