import type { MarkdownIt, StateBlock } from 'markdown-it';

/** What Slidev knows its Magic Move by: four backticks, and these words. */
const RE_OPENING = /^`{4}((?:md|markdown) magic-move\b[^`]*)$/;
const RE_CLOSING = /^`{4,}[ \t]*$/;
/** From here on, what is indented is code. */
const INDENTED = 4;

/** Reads Slidev's Magic Move as a block of blocks: its fences are the steps. */
export function magicMove(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'steps', steps, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function steps(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const opening = textAt(state, startLine).match(RE_OPENING);
  if (!opening || isIndented(state, startLine)) return false;
  const closing = closingLine(state, startLine, endLine);
  // Without its end it is a fence that is never closed.
  if (closing === undefined) return false;
  if (silent) return true;
  const { parentType, lineMax } = state;
  const token = state.push('steps_open', '', 1);
  token.info = opening[1] ?? '';
  token.map = [startLine, closing + 1];
  state.parentType = 'steps';
  state.lineMax = closing;
  state.md.block.tokenize(state, startLine + 1, closing);
  state.push('steps_close', '', -1);
  Object.assign(state, { parentType, lineMax, line: closing + 1 });
  return true;
}

function closingLine(state: StateBlock, startLine: number, endLine: number): number | undefined {
  for (let line = startLine + 1; line < endLine; line++) {
    const text = textAt(state, line);
    if (text && (state.sCount[line] ?? 0) < state.blkIndent) return undefined;
    if (RE_CLOSING.test(text) && !isIndented(state, line)) return line;
  }
  return undefined;
}

function textAt({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string {
  return src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);
}

function isIndented({ sCount, blkIndent }: StateBlock, line: number): boolean {
  return (sCount[line] ?? 0) - blkIndent >= INDENTED;
}
