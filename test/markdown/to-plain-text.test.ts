import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPlainText } from '../../scripts/markdown/to-plain-text.ts';

test.for([
  [
    'a paragraph is a line, wherever its author broke it',
    'Tell it\nas a story.\n\nThen ask.',
    'Tell it as a story.\nThen ask.',
  ],
  ['a hard break stays', 'One  \ntwo', 'One\ntwo'],
  ['marks are gone', 'Say **no**, `drop(a)` and [why](https://example.org).', 'Say no, drop(a) and why.'],
  [
    'what was written as an entity is the character',
    'beside it&#58; &#60;Rust&#62; &amp; C',
    'beside it: <Rust> & C',
  ],
  ['items of a list are lines', '- one\n- two\n  - deeper\n\nAfter.', '– one\n– two\n  – deeper\nAfter.'],
  ['numbers go on', '3. three\n4. four\n\n   still four', '3. three\n4. four\nstill four'],
  ['code keeps its lines', 'Type:\n\n```sh\ncargo new x\n  cd x\n```', 'Type:\ncargo new x\n  cd x'],
  [
    'tags are gone, and what they hold stays',
    '<b>Slow</b> down\n\n<div>\n\nNow.\n\n</div>',
    'Slow down\nNow.',
  ],
  ['a citation stays', 'As counted [3].', 'As counted [3].'],
  ['nothing is nothing', '  \n\n', ''],
] as const)('%s', ([, notes, text]) => expect(toPlainText(notes)).toBe(text));

const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 12 });

test('no word is lost or moved, whatever the shape', () => {
  const shape = fc.constantFrom('', '- ', '> ', '# ', '2. ', '  ');
  fc.assert(
    fc.property(fc.array(fc.tuple(shape, words)), paragraphs => {
      const notes = paragraphs.map(([before, text]) => `${before}${text.join(' ')}`).join('\n\n');
      const told = toPlainText(notes).replace(/^ *(–|\d+\.) /gm, '');
      expect(told.split(/\s+/).filter(Boolean)).toEqual(paragraphs.flatMap(([, text]) => text));
    }),
  );
});
