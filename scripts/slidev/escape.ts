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
  const entity = (character: string) => `&#${character.codePointAt(0)};`;
  return (
    text
      .trim()
      .replace(/\s+/g, ' ')
      // Markdown would give Vue its braces back.
      .replace(RE_MARKUP, mark => (mark === '{' ? '<span v-pre>&#123;</span>' : entity(mark)))
      .replace(RE_BLOCK_MARK, (_, digits: string, mark: string) => digits + entity(mark))
  );
}
