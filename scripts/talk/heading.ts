import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: true });
const RE_CITATION = /\s*\[@[\w-]+\]/g;

/** The text of the first heading as a reader sees it: without marks, tags and citations. */
export function firstHeading(texts: readonly string[]): string | undefined {
  const tokens = markdown.parse(texts.join('\n'), {});
  const opening = tokens.findIndex(token => token.type === 'heading_open');
  const inline = opening < 0 ? undefined : tokens[opening + 1];
  const text = inline?.children
    ?.map(child =>
      ['softbreak', 'hardbreak'].includes(child.type) ? ' ' : htmlFree(child.type, child.content),
    )
    .join('')
    .replace(RE_CITATION, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text || undefined;
}

function htmlFree(type: string, content: string): string {
  return type === 'html_inline' ? ' ' : content;
}
