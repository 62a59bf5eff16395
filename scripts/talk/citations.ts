import { blocksOf, type CitationBlock, type Text } from './blocks.ts';
import type { Line } from './lines.ts';

const RE_CITATION = /\[@([\w-]+)\]/g;
const RE_CODE_SPAN = /(`+)(?:(?!\1)[\s\S])+?\1(?!`)/g;

/** A claim cited by a slide or its notes. */
export interface Citation {
  id: string;
  /** The line in the section's file. */
  line: number;
  /** Set where a chart draws it, which cites it without further words. */
  chart?: true;
}

/** The claims cited as `[@id]` or drawn, in the order of the text. */
export function findCitations(text: Pick<Text, 'blocks'>): Citation[] {
  const cited = blocksOf(text, 'citation').map(({ id, from }): Citation => ({ id, line: from }));
  const drawn = blocksOf(text, 'chart').flatMap(({ chart }) =>
    (chart?.claims ?? []).map(({ id, line }) => ({ id, line, chart: true as const })),
  );
  return [...cited, ...drawn].sort((a, b) => a.line - b.line);
}

/** The citations on a line; what stands in code is none. */
export function readCitations(line: Line): CitationBlock[] {
  const found: CitationBlock[] = [];
  replaceIn(line, id => {
    found.push({ kind: 'citation', id, from: line.number, to: line.number });
    return '';
  });
  return found;
}

/** The texts of the lines with each citation replaced; what stands in code is left alone. */
export function replaceCitations(
  lines: readonly Line[],
  replacement: (id: string, line: Line) => string,
): string[] {
  return lines.map(line => replaceIn(line, id => replacement(id, line)));
}

function replaceIn({ text, fenced }: Line, replacement: (id: string) => string): string {
  if (fenced || !text.includes('[@')) return text;
  const code = [...text.matchAll(RE_CODE_SPAN)].map(span => [span.index, span.index + span[0].length]);
  return text.replace(RE_CITATION, (whole, id: string, at: number) =>
    code.some(([from = 0, to = 0]) => at >= from && at < to) ? whole : replacement(id),
  );
}
