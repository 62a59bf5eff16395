import { expect, test } from 'vitest';
import { assemble } from '../../scripts/slidev/assemble.ts';
import { deckOf } from '../support/decks.ts';
import { slideOf, talkOf } from '../support/slides.ts';
import { verdictOf } from '../support/verdicts.ts';

function markdownOf(reason: string): string {
  const program = ['```rust,compile_fail,E0382,quiz', 'let tray = 1;', '```'];
  const quiz = ['```quiz', `options: [{ text: gone, code: ${reason} }, { prints: "12" }]`, '```'];
  const talk = talkOf([slideOf({ content: ['# Tray', ...program, ...quiz, 'After.'], notes: ['Ask.'] })]);
  return assemble(deckOf(talk, 'crew'), talk, { notes: true, verdictOf }).markdown;
}

test('a quiz stands in its program, and its answer in the notes', () => {
  const markdown = markdownOf('E0382');
  expect(markdown).toMatch(
    /<Program [^>]*reveal="click"[^>]*:quiz="\d+"[^>]*>[\s\S]*<Quiz [\s\S]*<\/Program>\s+After\./,
  );
  expect(markdown).toContain('&quot;right&quot;:0');
  expect(markdown).not.toContain('options:');
  expect(markdown).toMatch(/Ask\.\n\n\*\*Answer: 1\*\*, gone: rustc rejects it/);
});

test('a quiz that the verdict does not confirm says so where it stands, and asks nothing', () => {
  const markdown = markdownOf('E0499');
  expect(markdown).toContain('outcome="unexpected"');
  expect(markdown).toContain('no option of this quiz is right: rustc rejects it with &#96;E0382&#96;');
  expect(markdown).not.toContain('<Quiz');
  expect(markdown).not.toContain('Answer');
});
