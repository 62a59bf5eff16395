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
