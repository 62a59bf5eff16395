import type { ShikiTransformer } from 'shiki';
import type { InlayType } from './hovers.ts';

type Line = Parameters<NonNullable<ShikiTransformer['line']>>[0];
type Child = Line['children'][number];

const RE_TYPES = /\box-types=(\S+)/;

/** Types as one word of a fence's meta. */
export function typesToMeta(types: readonly InlayType[]): string {
  return types.length > 0 ? `ox-types=${encodeURIComponent(JSON.stringify(types))}` : '';
}

/** Shows types that a program does not say: a transformer for Shiki. */
export function typeCode(): ShikiTransformer {
  return {
    name: 'oxideck:type-code',
    line(node, number) {
      const word = this.options.meta?.__raw?.match(RE_TYPES)?.[1];
      const types = word ? (JSON.parse(decodeURIComponent(word)) as InlayType[]) : [];
      const here = types.filter(({ line }) => line === number - 1);
      if (here.length > 0) node.children = insert(node.children, here);
    },
  };
}

function insert(children: readonly Child[], types: readonly InlayType[]): Child[] {
  const result: Child[] = [];
  let open = [...types];
  let at = 0;
  for (const child of children) {
    const text = child.type === 'element' ? textOf(child) : undefined;
    if (child.type !== 'element' || text === undefined) {
      result.push(child);
      continue;
    }
    const inside = open.filter(type => type.at <= at + text.length);
    open = open.filter(type => type.at > at + text.length);
    let from = 0;
    for (const type of inside) {
      const to = type.at - at;
      if (to > from) result.push({ ...child, children: [{ type: 'text', value: text.slice(from, to) }] });
      result.push(inlay(type));
      from = to;
    }
    if (from === 0) result.push(child);
    else if (from < text.length)
      result.push({ ...child, children: [{ type: 'text', value: text.slice(from) }] });
    at += text.length;
  }
  return result;
}

/** The text of a token; undefined for what holds more than one. */
function textOf({ children }: Extract<Child, { type: 'element' }>): string | undefined {
  const [only] = children;
  return children.length === 1 && only?.type === 'text' ? only.value : undefined;
}

/** Drawn by the style sheet: who copies the code, or selects it, gets what its author wrote. */
function inlay({ type }: InlayType): Child {
  const properties = { class: 'ox-type', 'data-type': `: ${type}` };
  return { type: 'element', tagName: 'span', properties, children: [] };
}
