import MarkdownIt from 'markdown-it';

const asText = new MarkdownIt({ typographer: true });
const asHtml = new MarkdownIt({ html: true, typographer: true });

export const { escapeHtml } = asText.utils;

/**
 * A Markdown text as HTML.
 *
 * @param options.html whether elements in the text are elements. Default: they are text, as they are on paper
 */
export function renderHtml(text: string, { html = false }: { html?: boolean } = {}): string {
  return (html ? asHtml : asText).render(text);
}
