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

/** A text that neither Markdown nor Vue takes for markup. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"*_[\]{}`\\~|$:#!]/g, character => `&#${character.codePointAt(0)};`);
}
