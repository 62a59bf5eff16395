/** What a hover tells of a name. */
export interface HoverText {
  /** Its declaration on one line: of a local, `let names: Vec<String>`; of a function, its signature. */
  type: string;
  /** The first sentence of its documentation, in Markdown without links. */
  docs?: string;
}

const RE_FENCE = /^```rust\n([^]*?)\n```$/gm;
const RE_RULE = /\n---\n/;
/** What rust-analyzer writes where it does not know. */
const RE_UNKNOWN = /\{unknown\}|\{error\}|\bmissing type\b/;
/** Defaults that rustc's messages leave out as well. */
const RE_DEFAULTS = /, (?:[A-Z]\w* = )?(?:Global|RandomState)(?=[,>])/g;
/** Where a declaration goes on into what it holds: fields, variants, bounds, a value. */
const RE_BODY = /\s(?:where|\{)(?:\s[^]*)?$/;
/** What a method or an associated item belongs to stands above it. */
const RE_OWNER =
  /^(?:pub(?:\(.*?\))? )?(?:unsafe )?(?:impl|trait)\b[^]*?\n(?=(?:pub|default|const|async|unsafe|extern|fn|type)\b)/;
/** Which arm of a macro was taken. */
const RE_REMARK = / \/\/ .*$/gm;
/** What stands between declaration and documentation: what generics stand for here, traits worth a note. */
const RE_ASIDE = /^(?:`\w+` = |Implements notable traits: )/;
const RE_ATTRIBUTE = /^#!?\[.*\]\n/gm;
const RE_LINK = /!?\[((?:[^[\]]|\[[^\]]*\])*)\](?:\([^)]*\)|\[[^\]]*\])?/g;
/** A sentence ends before a capital, so that `e.g. this` does not end one. */
const RE_SENTENCE = /^[^]*?[.!?](?=\s+[\p{Lu}`"(]|$)/u;
const LONGEST_TYPE = 160;
const LONGEST_DOCS = 200;

/** Reads a hover of rust-analyzer; undefined where it tells no type, or one that it does not wholly know. */
export function readHover(markdown: string): HoverText | undefined {
  const text = markdown.replaceAll('\r\n', '\n').trim();
  const [head = '', ...rest] = text.split(RE_RULE);
  const declaration = [...head.matchAll(RE_FENCE)].at(-1)?.[1];
  const type = declaration && toOneLine(declaration);
  if (!type || type.startsWith('#') || RE_UNKNOWN.test(type)) return undefined;
  const docs = firstSentence(rest.find(part => part.trim() && !RE_ASIDE.test(part.trim())) ?? '');
  return { type: cut(type, LONGEST_TYPE), ...(docs ? { docs } : {}) };
}

function toOneLine(declaration: string): string {
  return declaration
    .replace(RE_ATTRIBUTE, '')
    .replace(RE_OWNER, '')
    .replace(RE_REMARK, '')
    .replace(RE_BODY, '')
    .replace(/\s+/g, ' ')
    .replace(/\( /g, '(')
    .replace(/,? \)/g, ')')
    .replace(/,$/, '')
    .replace(RE_DEFAULTS, '')
    .trim();
}

/** Of the first paragraph, where that is prose. */
function firstSentence(docs: string): string | undefined {
  const paragraph = docs.trim().split(/\n\s*\n/)[0] ?? '';
  if (/^(?:```|#|\||[-*+] |\d+\. |<)/.test(paragraph)) return undefined;
  const line = paragraph.replace(RE_LINK, '$1').replace(/\s+/g, ' ').trim();
  return cut(line.match(RE_SENTENCE)?.[0] ?? line, LONGEST_DOCS) || undefined;
}

/** Cut at a space, with a sign that there is more. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const short = text.slice(0, longest - 1);
  const space = short.lastIndexOf(' ');
  return `${short.slice(0, space > longest / 2 ? space : undefined).trimEnd()}…`;
}
