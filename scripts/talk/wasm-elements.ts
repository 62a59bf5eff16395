import type { Line } from './lines.ts';

/** A `<Wasm … />` as it stands on a slide. */
export interface WasmElement {
  /** The attributes by their names, without Vue's colon, each with its line in the section's file. */
  attributes: ReadonlyMap<string, { text: string; line: number }>;
  line: number;
  /** The lines that it stands on, in the section's file. */
  from: number;
  to: number;
  indent: string;
}

const RE_INLINE_CODE = /(`+)(?:[^`]|(?!\1)`)*\1/g;
const RE_ANYWHERE = /<\/?wasm(?![\w-])/i;
const RE_OPENING = /^(\s*)<Wasm(?=[\s/]|$)/;
/** The element from its name to its end, with nothing behind it on the line. */
const RE_WHOLE = /^\s*<Wasm((?:\s+[:\w-]+(?:=(?:"[^"]*"|'[^']*'))?)*)\s*\/>[ \t]*(?=\n|$)/;
const RE_ATTRIBUTE = /([:\w-]+)(?:=(?:"([^"]*)"|'([^']*)'))?/g;

/** The elements among these lines, outside of code, and the lines of those that cannot be read. */
export function findWasmElements(lines: readonly Line[]): { elements: WasmElement[]; unclear: number[] } {
  const texts = lines.map(line => line.text);
  const elements: WasmElement[] = [];
  const unclear: number[] = [];
  const numberOf = (index: number) => lines[index]?.number ?? 0;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? '';
    if (lines[index]?.fenced || !RE_ANYWHERE.test(text.replace(RE_INLINE_CODE, ''))) continue;
    const indent = text.match(RE_OPENING)?.[1];
    const whole = indent === undefined ? null : texts.slice(index).join('\n').match(RE_WHOLE);
    if (!whole) {
      unclear.push(numberOf(index));
      continue;
    }
    const lineAt = (offset: number) => index + (whole[0].slice(0, offset).split('\n').length - 1);
    const start = whole[0].indexOf('<Wasm') + '<Wasm'.length;
    const attributes = [...(whole[1] ?? '').matchAll(RE_ATTRIBUTE)].map(match => {
      const [, name = '', double, single] = match;
      const line = numberOf(lineAt(start + match.index));
      return [name.replace(/^:/, ''), { text: double ?? single ?? '', line }] as const;
    });
    const to = lineAt(whole[0].length);
    elements.push({
      attributes: new Map(attributes),
      line: numberOf(index),
      from: numberOf(index),
      to: numberOf(to),
      indent: indent ?? '',
    });
    index = to;
  }
  return { elements, unclear };
}
