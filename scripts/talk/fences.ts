import MarkdownIt from 'markdown-it';

/** A fenced block in a list of lines. Positions are indices into that list. */
export interface Fence {
  /** The line that opens the fence. */
  from: number;
  /** The line that closes it, or the last line of the block when none does. */
  to: number;
  closed: boolean;
  /** What follows the backticks or tildes. */
  info: string;
  /** The text within, without the indentation of a list or the marks of a quote. */
  content: string;
}

const markdown = new MarkdownIt({ html: true });

/** The fenced blocks of a Markdown text, also those within lists and quotes, in the order of the text. */
export function findFences(texts: readonly string[]): Fence[] {
  return markdown
    .parse(texts.join('\n'), {})
    .filter(token => token.type === 'fence')
    .map(token => {
      const [from, end] = token.map ?? [0, 0];
      const inside = token.content === '' ? 0 : token.content.replace(/\n$/, '').split('\n').length;
      return {
        from,
        to: end - 1,
        closed: end - from === inside + 2,
        info: token.info,
        content: token.content,
      };
    });
}

/** The indices of all lines that belong to a fence. */
export function fencedLines(texts: readonly string[]): Set<number> {
  const indices = new Set<number>();
  for (const { from, to } of findFences(texts)) {
    for (let index = from; index <= to; index++) indices.add(index);
  }
  return indices;
}
