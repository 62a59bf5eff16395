import type { MarkdownIt, StateBlock } from 'markdown-it';

/** From here on, what is indented cannot begin anything that ends a paragraph. */
const INDENTED = 4;

/**
 * Has markdown-it hold the lines that go on with a paragraph of a quote or a list, without the marks of either,
 * against the indentation of what they would begin in: else a fence there ends a paragraph that goes on, as in
 * https://spec.commonmark.org/0.31.2/#example-312 with a fence for the hyphen.
 */
export function lazyLines(markdown: MarkdownIt): void {
  const { ruler } = markdown.block;
  const rulesOf = ruler.getRules.bind(ruler);
  const guarded = new Map<string, ReturnType<typeof rulesOf>>();
  ruler.getRules = chain => {
    if (chain === '') return rulesOf(chain);
    const rules = guarded.get(chain) ?? rulesOf(chain).map(guard);
    guarded.set(chain, rules);
    return rules;
  };
}

type Rule = ReturnType<StateBlock['md']['block']['ruler']['getRules']>[number];

function guard(rule: Rule): Rule {
  return (state, line, ...rest) => !goesOn(state, line) && rule(state, line, ...rest);
}

/** Whether an outer quote has found before that the line begins nothing, or its indentation says so. */
function goesOn({ sCount, blkIndent, listIndent }: StateBlock, line: number): boolean {
  const indent = sCount[line] ?? 0;
  return indent < 0 || (listIndent >= 0 && indent < blkIndent && indent - listIndent >= INDENTED);
}
