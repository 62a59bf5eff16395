import MarkdownIt, { type Token } from 'markdown-it';

const markdown = new MarkdownIt({ html: true, typographer: true });
const RE_TAG = /<[^>]*>/g;

/** A Markdown text as plain text, for programs that know no Markdown: a line for each paragraph, item or line of code. */
export function toPlainText(source: string): string {
  const lines: string[] = [];
  /** What stands before the items of each list that is open, and their number, where they have one. */
  const lists: (number | undefined)[] = [];
  let mark = '';
  const add = (text: string) => {
    lines.push(`${'  '.repeat(Math.max(0, lists.length - 1))}${mark}${text}`);
    mark = '';
  };
  for (const token of markdown.parse(source, {})) {
    if (token.type === 'bullet_list_open') lists.push(undefined);
    else if (token.type === 'ordered_list_open') lists.push(Number(token.attrGet('start') ?? 1));
    else if (/^(bullet|ordered)_list_close$/.test(token.type)) lists.pop();
    else if (token.type === 'list_item_open') {
      const number = lists.pop();
      mark = number === undefined ? '– ' : `${number}. `;
      lists.push(number === undefined ? undefined : number + 1);
    } else if (token.type === 'inline')
      textOf(token.children ?? [])
        .split('\n')
        .forEach(add);
    else if (/^(fence|code_block)$/.test(token.type)) token.content.trimEnd().split('\n').forEach(add);
    else if (token.type === 'html_block') add(token.content.replace(RE_TAG, '').trim());
  }
  return lines.filter(line => line.trim()).join('\n');
}

function textOf(children: readonly Token[]): string {
  const text = ({ type, content }: Token) => {
    if (type === 'softbreak') return ' ';
    if (type === 'hardbreak') return '\n';
    return type === 'html_inline' ? '' : content;
  };
  return children.map(text).join('');
}
