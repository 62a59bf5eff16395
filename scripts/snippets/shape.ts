/** An inline program made whole as rustdoc does it. */
export interface Shaped {
  /**
   * What rustc compiles. All that was put before the fence's text stands on the first line, in place of the
   * fence's own, so that line n of the program is line n of the fence.
   */
  text: string;
  /** What the slide shows: without the hidden lines. */
  shown: string;
}

const RE_HIDDEN = /^(\s*)#(?: (.*)|)$/;
const RE_ESCAPED = /^(\s*)##/;
/** What belongs to the crate, not into its `main`. */
const RE_LIFTED = /^\s*(?:#!\[.*\]|\/\/!.*|(?:#\[macro_use\]\s*)?extern crate \w+(?: as \w+)?;)\s*$/;
/** Documentation changes nothing, and would swallow what follows it on the first line. */
const RE_INNER_DOC = /^\s*\/\/!/;
const RE_MAIN = /\bfn\s+(r#)?main\s*(<[^>]*>)?\s*\(/;
const RE_QUESTION_MARK_END = /\(\(\)\)\s*$/;
const ALLOW_UNUSED = '#![allow(unused)]';

/**
 * Hidden lines lose their mark, and a program without `fn main` gets one around it, with crate attributes and
 * `extern crate` kept outside. A program that ends in `(())` may use `?`. The rules are rustdoc's:
 * https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html
 */
export function shapeRust(content: string): Shaped {
  const source = content.replace(/\n$/, '').split('\n');
  const shown = `${source
    .filter(line => !RE_HIDDEN.test(line))
    .map(line => line.replace(RE_ESCAPED, '$1#'))
    .join('\n')}\n`;
  const lines = source.map(unhide);
  const code = blankStringsAndComments(lines.join('\n'));
  if (RE_MAIN.test(code)) return { text: [ALLOW_UNUSED, ...lines, ''].join('\n'), shown };

  const lifted = lines.filter(line => RE_LIFTED.test(line)).filter(line => !RE_INNER_DOC.test(line));
  const body = lines.map(line => (RE_LIFTED.test(line) ? '' : line));
  const fallible = RE_QUESTION_MARK_END.test(code.trimEnd());
  const open = fallible ? 'fn main() { fn inner() -> Result<(), impl core::fmt::Debug> {' : 'fn main() {';
  const close = fallible ? '} inner().unwrap() }' : '}';
  return { text: [[ALLOW_UNUSED, ...lifted, open].join(' '), ...body, close, ''].join('\n'), shown };
}

function unhide(line: string): string {
  const hidden = line.match(RE_HIDDEN);
  return hidden ? `${hidden[1]}${hidden[2] ?? ''}` : line.replace(RE_ESCAPED, '$1#');
}

const RE_STRING_OR_COMMENT =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\bb?r(#*)"[\s\S]*?"\1|b?"(?:\\[\s\S]|[^"\\])*"|b?'(?:\\[^\n]+?|[^'\\\n])'/g;

/** The code with the inside of its strings, characters and comments made blank, line for line. */
export function blankStringsAndComments(code: string): string {
  return code.replace(RE_STRING_OR_COMMENT, found => found.replace(/[^\n]/g, ' '));
}
