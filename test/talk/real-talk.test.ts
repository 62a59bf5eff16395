import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deckOf } from '../support/decks.ts';
import { fixture, ROOT } from '../support/fixtures.ts';
import { readWholeTalk } from '../support/talks.ts';
import { copyOf } from '../support/temporary.ts';

describe('the talk that comes with Oxideck', () => {
  const before = readWholeTalk(ROOT);

  test('has no errors', () => {
    expect(before.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.for([...before.talk.audiences.keys()])('fits into the minutes of %s', audience => {
    const deck = deckOf(before.talk, audience);
    expect(deck.minutes).toBeLessThanOrEqual(deck.budget);
  });

  test('takes in another audience by one new file, and tells the others what it told them before', () => {
    using copy = copyOf(ROOT, 'slides', 'snippets');
    copyFileSync(fixture('audiences/students.yaml'), join(copy.dir, 'slides/audiences/students.yaml'));
    const after = readWholeTalk(copy.dir);
    expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const deck = deckOf(after.talk, 'students');
    expect(deck.slides.length).toBeGreaterThan(5);
    expect(deck.minutes).toBeLessThanOrEqual(deck.budget);
    for (const audience of before.talk.audiences.keys()) {
      expect(deckOf(after.talk, audience)).toEqual(deckOf(before.talk, audience));
    }
  });
});
