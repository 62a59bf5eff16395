import { wrap } from './code-texts.ts';
import { kindOf, type Mark } from './drawing.ts';
import type { MarkedLine } from './steps.ts';

/** Marks spans in code that is drawn already, as Shiki does in code that is not; answers the elements that do it. */
export function markSpans(lines: readonly (readonly Text[])[], marked: readonly MarkedLine[]): HTMLElement[] {
  return marked.flatMap(({ line, marks, through }) => {
    const { pieces, spans } = markLine(lines[line] ?? [], marks);
    const [first] = pieces;
    // Magic Move has no element for a line: the rule beside it hangs from its first text.
    return first && through ? [...spans, wrap(first, `ox-through ox-through-${through}`)] : spans;
  });
}

function markLine(
  texts: readonly Text[],
  marks: readonly Mark[],
): { pieces: readonly Text[]; spans: HTMLElement[] } {
  const edges = [...new Set(marks.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let at = 0;
  const pieces = texts.flatMap(text => {
    const begin = at;
    at += text.data.length;
    return cut(
      text,
      edges.filter(edge => edge > begin && edge < at).map(edge => edge - begin),
    );
  });
  at = 0;
  const spans = pieces.flatMap(piece => {
    const from = at;
    at += piece.data.length;
    const gaps = gapsAt(marks, from);
    piece.before(...gaps);
    const kind = kindOf(marks, from, at);
    return kind && at > from ? [...gaps, wrap(piece, `ox-span ox-${kind}`)] : gaps;
  });
  const last = gapsAt(marks, at);
  pieces.at(-1)?.after(...last);
  return { pieces, spans: [...spans, ...last] };
}

/** What is missing between two characters is a tick. */
function gapsAt(marks: readonly Mark[], at: number): HTMLElement[] {
  const gap = marks.find(mark => mark.from === at && mark.to === at);
  if (!gap) return [];
  const tick = document.createElement('span');
  tick.className = `ox-gap ox-${gap.kind}`;
  return [tick];
}

/** Splits a text at columns of its own. */
function cut(text: Text, columns: readonly number[]): Text[] {
  const rest = columns.toReversed().map(column => text.splitText(column));
  return [text, ...rest.reverse()];
}
