import MarkdownIt from 'markdown-it';
import { footnotes } from './footnotes.ts';
import { lazyLines } from './lazy-lines.ts';

/** A block of code in a Markdown text, as `rustdoc --test FILE.md` sees it. */
export interface Doctest {
  /** What stands after the backticks or tildes, its escapes resolved; empty for an indented block. */
  info: string;
  /** The code without the indentation of a list or the marks of a quote, each line with its end. */
  content: string;
  /** The line of the fence, or the first line of an indented block; from 1. */
  line: number;
  /** For each line of the content, its line in the text; from 1. */
  lines: number[];
  /**
   * For each line of the content, how many more UTF-16 characters its line has: indentation and marks. A tab
   * that is only partly indentation is spaces in the content, so that it may be fewer: then this is negative.
   */
  columns: number[];
  fenced: boolean;
  /** Whether a fence has its end; true for an indented block. */
  closed: boolean;
}

/** Blocks are all that is asked for: to read within paragraphs would take most of the time. */
const markdown = new MarkdownIt({ html: true }).use(footnotes).use(lazyLines);
markdown.core.ruler.enableOnly(['normalize', 'block']);
// What follows the definition of a link is still its paragraph, so that no indented block can begin there.
markdown.block.ruler.disable('reference');

/** The white space around an info string; other spaces of Unicode are part of it. */
const RE_AROUND = /^[ \t\v\f]+|[ \t\v\f]+$/g;

/**
 * The blocks of code in any Markdown text, in its order. The rules are CommonMark's with tables and footnotes,
 * as in https://github.com/rust-lang/rust/blob/1.95.0/src/librustdoc/html/markdown.rs (`find_codes`); there is
 * no frontmatter, so an indented block there is one too.
 */
export function findDoctests(text: string): Doctest[] {
  const { ends, numbers } = splitLines(text);
  return markdown
    .parse(text, {})
    .filter(token => token.type === 'fence' || token.type === 'code_block')
    .map(token => {
      const fenced = token.type === 'fence';
      const [from, end] = token.map ?? [0, 0];
      const first = fenced ? from + 1 : from;
      const contents = token.content === '' ? [] : token.content.replace(/\n$/, '').split('\n');
      return {
        info: markdown.utils.unescapeAll(token.info.replace(RE_AROUND, '')),
        content: token.content,
        line: numbers[from] ?? 1,
        lines: contents.map((_, index) => numbers[first + index] ?? 1),
        columns: contents.map((content, index) => (ends[first + index] ?? 0) - content.length),
        fenced,
        closed: !fenced || end - from === contents.length + 2,
      };
    });
}

/**
 * Markdown ends a line at a lone carriage return; lines are counted by their newlines, as rustdoc does it.
 * For each of Markdown's lines, the number of ours that it ends in, and where.
 */
function splitLines(text: string): { ends: number[]; numbers: number[] } {
  const ends: number[] = [];
  const numbers: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    let end = -1;
    for (const source of line.replace(/\r$/, '').split('\r')) {
      end += 1 + source.length;
      ends.push(end);
      numbers.push(index + 1);
    }
  }
  return { ends, numbers };
}
