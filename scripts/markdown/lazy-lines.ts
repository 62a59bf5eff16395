import MarkdownIt, { type MarkdownIt as Markdown, type StateBlock } from 'markdown-it';
import { footnotes } from './footnotes.ts';

/** From here on, what is indented cannot begin anything that ends a paragraph. */
const INDENTED = 4;
/** The rules whose blocks may end another one, and the blocks that ask them. */
const RULES = ['table', 'fence', 'blockquote', 'hr', 'list', 'footnote', 'html_block', 'heading'];
const CHAINS = ['paragraph', 'reference', 'blockquote', 'list'];

/**
 * Has markdown-it hold the lines that go on with a paragraph of a quote or a list, without the marks of either,
 * against the indentation of what they would begin in: else a fence there ends a paragraph that goes on, as in
 * https://spec.commonmark.org/0.31.2/#example-312 with a fence for the hyphen. Needs the rule for footnotes.
 */
export function lazyLines(markdown: Markdown): void {
  const { ruler } = new MarkdownIt().use(footnotes).block;
  for (const name of RULES) {
    ruler.enableOnly([name]);
    const [rule] = ruler.getRules('');
    const alt = CHAINS.filter(chain => ruler.getRules(chain).length > 0);
    if (rule) markdown.block.ruler.at(name, guard(rule), { alt });
  }
}

type Rule = ReturnType<StateBlock['md']['block']['ruler']['getRules']>[number];

/** Who asks whether a block ends wants nothing made of it: a rule is silent then. */
function guard(rule: Rule): Rule {
  return (state, line, endLine, silent) =>
    !(silent && goesOn(state, line)) && rule(state, line, endLine, silent);
}

/** Whether an outer quote has found before that the line begins nothing, or its indentation says so. */
function goesOn({ sCount, blkIndent, listIndent }: StateBlock, line: number): boolean {
  const indent = sCount[line] ?? 0;
  return indent < 0 || (listIndent >= 0 && indent < blkIndent && indent - listIndent >= INDENTED);
}
