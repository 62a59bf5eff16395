import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTalk } from '../../scripts/talk/talk.ts';
import { SOUND } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';
import { readWholeTalk } from '../support/talks.ts';

describe('a sound talk', () => {
  const { talk, slides, snippets, problems } = readWholeTalk(SOUND);

  test('has no problems', () => {
    expect(problems).toEqual([]);
  });

  test('is read whole', () => {
    expect(talk.settings).toEqual({
      title: 'Bread and steel',
      speaker: 'An apprentice',
      event: 'Guild evening',
      language: 'en',
      url: 'https://example.org/bread-and-steel',
      paper: 'A4',
      canvas: '16:9',
      console: [],
    });
    expect([...talk.sections.keys()]).toEqual(['closing', 'counting', 'opening']);
    expect([...talk.audiences.keys()]).toEqual(['bakers', 'welders']);
    expect([...talk.claims.keys()]).toEqual(['loaves-a-day', 'seam-length', 'guild-size']);
  });

  test('gives slides the priority of their section, unless they have their own', () => {
    expect(slides.map(slide => [slide.id, slide.priority])).toEqual([
      ['closing-1', 'could'],
      ['moved-away', 'should'],
      ['ledger', 'should'],
      ['seams', 'could'],
      ['two-trades', 'must'],
      ['oven', 'must'],
      ['anvil', 'must'],
    ]);
  });

  test("keeps Slidev's own keys, and takes ours out", () => {
    const oven = slides.find(slide => slide.id === 'oven');
    expect(oven?.frontmatter).toEqual({
      image: '../images/oven.svg',
      layout: 'default',
    });
  });

  test('shows a region of a file and knows the whole of it', () => {
    const ledger = snippets.find(snippet => snippet.path === join('snippets', 'examples', 'ledger.rs'));
    expect(ledger?.shown).toBe('fn add(loaves: u32, seams: u32) -> u32 {\n    loaves + seams\n}\n');
    expect(ledger?.whole).toContain('fn main()');
    expect(ledger?.whole).not.toContain('#region');
  });

  test('tells programs from listings', () => {
    expect(snippets.map(snippet => [snippet.slide, snippet.expectation?.outcome])).toEqual([
      ['moved-away', 'compile_fail'],
      ['ledger', 'pass'],
      ['seams', 'pass'],
      ['seams', undefined],
    ]);
  });
});

test('a folder without slides is no talk, and the help says where to look', () => {
  expect(() => readTalk(fixture('no-talk'))).toThrow(
    expect.objectContaining({
      exitCode: 2,
      help: expect.stringContaining('--talk'),
    }),
  );
});
