import MarkdownIt, { type Token } from 'markdown-it';
import { blankMarkers } from './blank-markers.ts';
import { magicMove } from './magic-move.ts';

/** A block of a Markdown text. Lines are indices into the text's. */
export type MarkdownBlock = { from: number; to: number } & (
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'prose' | 'table' }
  | Fence
  | { kind: 'steps'; info: string; blocks: MarkdownBlock[] }
);

/** A fenced block, also one within a list or a quote. */
export interface Fence {
  kind: 'fence';
  closed: boolean;
  /** What follows the backticks or tildes. */
  info: string;
  /** The text within, without the indentation of a list or the marks of a quote. */
  content: string;
}

const markdown = new MarkdownIt({ html: true }).use(magicMove).use(blankMarkers);

/** The blocks of a Markdown text, in its order; what stands in a list or a quote comes after that. */
export function parseBlocks(texts: readonly string[]): MarkdownBlock[] {
  const found: MarkdownBlock[] = [];
  /** The innermost is last: the blocks of the text, or those of the steps that are open. */
  const open = [found];
  const tokens = markdown.parse(texts.join('\n'), {});
  for (const [index, token] of tokens.entries()) {
    const [from, end] = token.map ?? [0, 0];
    const lines = { from, to: end - 1 };
    const blocks = open.at(-1) ?? found;
    if (token.type === 'steps_open') {
      const steps = { kind: 'steps' as const, info: token.info, blocks: [], ...lines };
      blocks.push(steps);
      open.push(steps.blocks);
    } else if (token.type === 'steps_close') open.pop();
    else if (token.type === 'fence') blocks.push({ ...fenceOf(token), ...lines });
    else if (token.type === 'heading_open') {
      const text = textOf(tokens[index + 1]?.children ?? []);
      blocks.push({ kind: 'heading', level: Number(token.tag.slice(1)), text, ...lines });
    } else if (token.level === 0 && token.type === 'table_open') blocks.push({ kind: 'table', ...lines });
    else if (token.level === 0 && isProse(token))
      blocks.push({ kind: 'prose', from, to: lastOf(lines, texts) });
  }
  return found;
}

function fenceOf({ content, info, map }: Token): Fence {
  const [from, end] = map ?? [0, 0];
  const inside = content === '' ? 0 : content.replace(/\n$/, '').split('\n').length;
  return { kind: 'fence', closed: end - from === inside + 2, info, content };
}

/** A list ends behind the empty lines after it. */
function lastOf({ from, to }: { from: number; to: number }, texts: readonly string[]): number {
  return Math.max(
    from,
    texts.slice(0, to + 1).findLastIndex(text => text.trim()),
  );
}

const RE_PROSE = /^(?:(?:paragraph|blockquote|bullet_list|ordered_list)_open|html_block|code_block)$/;

function isProse({ type }: Token): boolean {
  return RE_PROSE.test(type);
}

/** As a reader sees it: without marks and tags. */
function textOf(children: readonly Token[]): string {
  const text = ({ type, content }: Token) =>
    ['softbreak', 'hardbreak', 'html_inline'].includes(type) ? ' ' : content;
  return children.map(text).join('').replace(/\s+/g, ' ').trim();
}
