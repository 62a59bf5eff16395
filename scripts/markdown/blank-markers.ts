import type { MarkdownIt } from 'markdown-it';

/** A line that can only open or close one of our blocks, unless it stands in a fence. */
const RE_MARKER = /^:{3,}(?:\s*(?:only|handout)(?:\s.*)?)?\s*$/;

/** Has markdown-it take the lines of `::: only`, `::: handout` and `:::` for empty ones; in a fence they are text. */
export function blankMarkers(markdown: MarkdownIt): void {
  const { State } = markdown.block;
  markdown.block.State = class extends State {
    constructor(...given: ConstructorParameters<typeof State>) {
      super(...given);
      for (const [line, from] of this.bMarks.entries()) {
        const end = this.eMarks[line] ?? from;
        if (RE_MARKER.test(this.src.slice(from, end))) this.tShift[line] = end - from;
      }
    }
  };
}
