import type { MarkdownIt, StateBlock } from 'markdown-it';

/** The label of a footnote at the start of a line, up to the text behind it: `[^label]: `. */
const RE_LABEL = /\[\^(?!\s*\])(?:\\.|[^\\[\]])+\]:[ \t]*/y;
/** What belongs to a footnote is indented by as much as indented code. */
const INDENT = 4;

/**
 * Footnotes for markdown-it: blocks within blocks, as rustdoc's parser and GitHub read them. Nothing is rendered
 * and no reference is resolved.
 * https://docs.rs/pulldown-cmark/latest/pulldown_cmark/struct.Options.html#associatedconstant.ENABLE_FOOTNOTES
 */
export function footnotes(markdown: MarkdownIt): void {
  markdown.block.ruler.before('reference', 'footnote', footnote, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function footnote(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const { bMarks, tShift, sCount } = state;
  const [bMark = 0, shift = 0, count = 0] = [bMarks[startLine], tShift[startLine], sCount[startLine]];
  if (count - state.blkIndent >= INDENT) return false;
  RE_LABEL.lastIndex = bMark + shift;
  const label = RE_LABEL.exec(state.src);
  if (!label || RE_LABEL.lastIndex > (state.eMarks[startLine] ?? 0)) return false;
  if (silent) return true;
  const { blkIndent, parentType } = state;
  state.blkIndent += INDENT;
  state.parentType = 'footnote';
  bMarks[startLine] = bMark + shift + label[0].length;
  tShift[startLine] = 0;
  sCount[startLine] = state.blkIndent;
  state.push('footnote_open', '', 1);
  state.md.block.tokenize(state, startLine, endLine);
  state.push('footnote_close', '', -1);
  [bMarks[startLine], tShift[startLine], sCount[startLine]] = [bMark, shift, count];
  Object.assign(state, { blkIndent, parentType });
  return true;
}
