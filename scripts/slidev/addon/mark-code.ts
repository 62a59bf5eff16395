import type { ShikiTransformer } from 'shiki';
import { type DrawnLine, kindOf, type Label, type Mark } from './drawing.ts';

type Line = Parameters<NonNullable<ShikiTransformer['line']>>[0];
type Child = Line['children'][number];

/** The word of a fence that carries what is to be drawn on its lines. */
export const DRAWN = 'ox-drawn=';
const RE_DRAWN = /\box-drawn=(\S+)/;

/** Drawn lines as one word of a fence's meta. */
export function toMeta(lines: readonly DrawnLine[]): string {
  return DRAWN + encodeURIComponent(JSON.stringify(lines));
}

function fromMeta(meta: string | undefined): Map<number, DrawnLine> {
  const word = meta?.match(RE_DRAWN)?.[1];
  const lines = word ? (JSON.parse(decodeURIComponent(word)) as DrawnLine[]) : [];
  return new Map(lines.map(line => [line.line, line]));
}

/** Marks spans in code, and hangs their labels beneath the lines: a transformer for Shiki. */
export function markCode(): ShikiTransformer {
  return {
    name: 'oxideck:mark-code',
    line(node, number) {
      const drawn = fromMeta(this.options.meta?.__raw).get(number - 1);
      if (!drawn) return;
      if (drawn.through) this.addClassToHast(node, `ox-through ox-through-${drawn.through}`);
      if (drawn.beside) this.addClassToHast(node, 'ox-has-room');
      const text = this.source.split(/\r?\n/)[number - 1] ?? '';
      const labels = drawn.rows.length > 0 ? [labelsOf('ox-labels', drawn.rows, text)] : [];
      const notes = drawn.notes ? [labelsOf('ox-labels ox-notes', drawn.notes, text)] : [];
      node.children = [...markLine(node.children, drawn.marks), ...labels, ...notes];
    },
  };
}

/** The children of a line, cut where a mark begins or ends. */
function markLine(children: readonly Child[], marks: readonly Mark[]): Child[] {
  const edges = new Set(marks.flatMap(({ from, to }) => [from, to]));
  const marked: Child[] = [];
  let at = 0;
  for (const child of children) {
    if (child.type !== 'element') {
      marked.push(child);
      continue;
    }
    const text = child.children.map(inner => (inner.type === 'text' ? inner.value : '')).join('');
    const end = at + text.length;
    const cuts = [at, ...[...edges].filter(edge => edge > at && edge < end).sort((a, b) => a - b), end];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const to = cuts[index + 1] ?? end;
      marked.push(...gapsAt(from, marks));
      const value = text.slice(from - at, to - at);
      const kind = kindOf(marks, from, to);
      const classes = kind ? [...[child.properties.class ?? []].flat(), 'ox-span', `ox-${kind}`] : undefined;
      marked.push({
        ...child,
        properties: { ...child.properties, ...(classes ? { class: classes.join(' ') } : {}) },
        children: [{ type: 'text', value }],
      });
    }
    at = end;
  }
  return [...marked, ...gapsAt(at, marks)];
}

/** What is missing between two characters has no width: a tick stands there. */
function gapsAt(at: number, marks: readonly Mark[]): Child[] {
  const gap = marks.find(mark => mark.from === at && mark.to === at);
  return gap ? [span(`ox-gap ox-${gap.kind}`, [])] : [];
}

function labelsOf(name: string, rows: readonly (readonly Label[])[], text: string): Child {
  return span(name, [
    span(
      'ox-labels-rows',
      rows.map(row =>
        span(
          'ox-row',
          row.map(label => labelOf(label, text)),
        ),
      ),
    ),
  ]);
}

/**
 * The lead is the line's own text up to the place, not seen: so the label hangs where it should, also behind tabs
 * and wide characters. Where the label needs the room, the lead gives way, and its hook is cut off with it.
 */
function labelOf({ at, kind, text, finding, leftward, wraps }: Label, line: string): Child {
  const hook = span(text === undefined ? 'ox-stem' : 'ox-hook', []);
  const lead = span('ox-lead', [span('ox-lead-text', [{ type: 'text', value: line.slice(0, at) }]), hook]);
  lead.properties['aria-hidden'] = 'true';
  if (text === undefined) return span(`ox-label ox-${kind}`, [lead]);
  const words = text.split('`').map((piece, index): Child => {
    const value: Child = { type: 'text', value: piece };
    return index % 2 ? span('ox-name', [value]) : value;
  });
  const number = finding === undefined ? [] : [span('ox-number', [{ type: 'text', value: `${finding} ` }])];
  const name = `ox-label ox-${kind}${leftward ? ' ox-leftward' : ''}${wraps ? ' ox-wraps' : ''}`;
  return span(name, [lead, span('ox-label-text', [...number, ...words])]);
}

function span(name: string, children: Child[]): Extract<Child, { type: 'element' }> {
  return { type: 'element', tagName: 'span', properties: { class: name }, children };
}
