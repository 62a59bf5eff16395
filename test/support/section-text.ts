import fc from 'fast-check';

const PIECES = [
  '---',
  '# A title',
  'Some text.',
  '',
  'section: { title: Mooring }',
  'section: Mooring',
  'id: tie',
  'id: *tie*',
  'tags: [crew]',
  'minutes: two',
  'layout: [cover',
  '"',
  '```rust',
  '```',
  '~~~',
  '- a list',
  '  ```',
  '> a quote',
  '<!--',
  '-->',
  '<!-- a note -->',
  '::: only crew',
  ':::: only mate, crew',
  '::: only',
  '::: tip',
  ':::',
  '::::',
  '<<< @/snippets/a.rs#b rust',
  'See [@tide].',
];

/** Texts made of what sections are made of, in any order: most are wrong in some way. */
export function sectionText(): fc.Arbitrary<string> {
  const head = fc.constantFrom([], ['---', 'section: { title: Mooring }']);
  const body = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 });
  return fc.tuple(head, body).map(([first, rest]) => [...first, ...rest].join('\n'));
}
