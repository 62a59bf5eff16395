import { expect, test } from 'vitest';
import { renderNotes } from '../../scripts/slidev/notes.ts';
import { claimOf, claimsOf } from '../support/chart-text.ts';
import { deckOf } from '../support/decks.ts';
import { slideOf, talkOf } from '../support/slides.ts';

const CLAIMS = claimsOf(
  claimOf('tide', [{ x: 1, y: 1, unit: 'm' }], { caveat: 'Only <here> --> and now.' }),
  claimOf('knots', undefined, { caveat: 'Of *rope*.' }),
  claimOf('fog'),
);

function notesOf(content: string[], notes: string[]): string[] {
  const talk = { ...talkOf([slideOf({ content, notes })]), claims: CLAIMS };
  return renderNotes(deckOf(talk, 'crew'), talk, () => undefined).flat();
}

test('each claim that a slide, its chart or its notes cite brings its caveat once', () => {
  const chart = ['```chart', 'kind: bar', 'claims: [tide]', 'alt: It rose.', '```'];
  expect(notesOf([...chart, 'And [@tide] [@fog].'], ['  Say it [@knots].', '  Twice.', ''])).toEqual([
    'Say it [3].',
    'Twice.',
    '',
    'Caveat to [1]: Only &#60;here&#62; --&#62; and now.',
    '',
    'Caveat to [3]: Of &#42;rope&#42;.',
  ]);
});

test('a slide without notes has the caveats for notes', () => {
  expect(notesOf(['See [@knots].'], [])).toEqual(['', 'Caveat to [1]: Of &#42;rope&#42;.']);
});

test('notes that cite nothing stay as they are', () => {
  expect(notesOf(['Nothing.'], ['Look up.'])).toEqual(['Look up.']);
});
