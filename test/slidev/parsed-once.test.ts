import MarkdownIt from 'markdown-it';
import { expect, test, vi } from 'vitest';
import { selectDeck } from '../../scripts/deck/select.ts';
import { assemble } from '../../scripts/slidev/assemble.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { ROOT } from '../support/fixtures.ts';

test('the slides and notes of a talk are parsed once, however many decks are made of them', () => {
  const parse = vi.spyOn(MarkdownIt.prototype, 'parse');
  const { talk } = readTalk(ROOT);
  const decks = [...talk.audiences.values()].map(audience => selectDeck(talk, audience));
  const entries = decks.map(deck => assemble(deck, talk, { notes: true, verdictOf: () => undefined }));
  expect(entries.length).toBeGreaterThan(1);
  const slides = [...talk.sections.values()].flatMap(section => section.slides);
  const texts = slides.flatMap(({ lines, speakerNotes }) => [lines, speakerNotes.lines]);
  const written = texts.filter(lines => lines.some(({ text }) => text.trim()));
  expect(parse.mock.calls.length).toBeGreaterThan(0);
  expect(parse.mock.calls.length).toBeLessThanOrEqual(written.length);
});
