import fc from 'fast-check';

/** What opens quotes, lists and footnotes, or indents. */
const PREFIX = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '',
    '> ',
    '>',
    '- ',
    '  ',
    '   ',
    '    ',
    ' ',
    '1. ',
    '[^1]: ',
    '      ',
    '* ',
    '+ ',
    '10) ',
  ],
  ...['2. ', '        ', '0. ', '[^é b]:', '1234567890. ', '- - '],
);
const LINE = fc.constantFrom(
  ...[
    '```',
    '```',
    '```',
    '````',
    '~~~',
    '```rust',
    '~~~ no_run',
    '``` ignore',
    '```text',
    'let a = 1;',
    '',
    '',
  ],
  ...['', 'text', '<div>', '</div>', '<!--', '-->', '# head', '---', '===', 'é', '# hidden'],
  ...[
    '##x',
    '<p>',
    '[a]: b',
    '[a]:',
    '``` `x',
    '<?',
    '?>',
    '<pre>',
    '</pre>',
    '***',
    '`` ` ``',
    '\\```',
    '<b>x</b>',
    '```  ',
  ],
  ...['~~~~', '`````', '-', '1.', '```rust,foo,should_panic', '```compile_fail,E0382', '```rust {1}'],
);

/** Markdown that is mostly code, in all that code can stand in. */
export const MARKDOWN: fc.Arbitrary<string> = fc
  .array(
    fc
      .tuple(
        PREFIX,
        fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: PREFIX }),
        LINE,
      )
      .map(parts => parts.join('')),
    { maxLength: 14 },
  )
  .map(lines => `${lines.join('\n')}\n`);

const INFO_PART = fc.oneof(
  fc.constantFrom(...'rust,no_run,ignore,compile_fail,E0382,edition2021,should_panic,python'.split(',')),
  fc.constantFrom(...'{ } {1|2} [ ] (why) ( ) " \' é 😀 , = \\ & # timeout=1s mask=times'.split(' ')),
);
const ODD_LINE = fc.oneof(
  fc
    .tuple(fc.constantFrom('```', '~~~', '````'), fc.array(INFO_PART, { maxLength: 5 }))
    .map(([fence, info]) => {
      return fence + info.join(info.length % 2 ? ' ' : ',');
    }),
  fc.constantFrom('```', '~~~', '````', '# ', '#', '\t', ' \t# let a = 1;', '##x', '//~ E0382', '(())'),
  fc.constantFrom('fn main() {', '}', '#![allow(unused)]', 'let 😀 = "', 'extern crate std;', '\u2028', '\0'),
);

/** Markdown with the ends of lines of other systems, tabs, odd info strings, and characters of two units. */
export const ODD_MARKDOWN: fc.Arbitrary<string> = fc
  .array(fc.tuple(PREFIX, ODD_LINE, fc.constantFrom('\n', '\n', '\n', '\r\n', '\r')), { maxLength: 14 })
  .map(lines => lines.flat().join(''));
