const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '`': '&#96;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** A text as the value of an attribute in Markdown: on one line, and never markup. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"`\n\r\t]/g, character => ENTITIES[character] ?? character);
}

const RE_MARKUP = /[&<>"*_[\]{}`\\~|$:#!]/g;
/** What makes a list, a rule or an underlined heading of a line. */
const RE_BLOCK_MARK = /^(\d*)([-+=.)])/;

/** A text on one line that neither Markdown nor Vue takes for markup, wherever it stands. */
export function escapeText(text: string): string {
  // Markdown would give Vue its braces back.
  return escapeMarks(text, mark => (mark === '{' ? '<span v-pre>&#123;</span>' : entity(mark)));
}

/** A text on one line of a slide's notes: Markdown that Vue never sees. */
export function escapeNote(text: string): string {
  return escapeMarks(text, entity);
}

function escapeMarks(text: string, escape: (mark: string) => string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(RE_MARKUP, escape)
    .replace(RE_BLOCK_MARK, (_, digits: string, mark: string) => digits + entity(mark));
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
