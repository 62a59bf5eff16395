import { parseSync } from '@slidev/parser/core';
import { describe, expect, test } from 'vitest';
import { assemble, type Entry } from '../../scripts/slidev/assemble.ts';
import { deckOf, readSound, SOUND } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';
import { slideOf, talkOf } from '../support/slides.ts';
import { verdictOf } from '../support/verdicts.ts';

const TALK = readSound();

function entryOf(audience: string, notes: boolean, minutes = 20): Entry {
  return assemble(deckOf(TALK, audience, minutes), TALK, { notes, verdictOf });
}

describe.for(['bakers', 'welders'])('the assembled deck for %s', audience => {
  const entry = entryOf(audience, true);

  test('is what a person expects to read', async () => {
    await expect(entry.markdown).toMatchFileSnapshot(fixture('talks/sound/expected', `${audience}.md`));
  });

  test('is as many slides to Slidev as it has titles', () => {
    expect(parseSync(entry.markdown, 'slides.md').slides).toHaveLength(entry.titles.length);
  });

  test('holds no key of ours, no marker and no import', () => {
    expect(entry.markdown).not.toMatch(/^(id|tags|minutes|priority|needs|section|src):/m);
    expect(entry.markdown).not.toMatch(/::: only|<<<|\[@/);
  });

  test('names each of its images, and no others', () => {
    for (const [name, path] of entry.assets) {
      expect(entry.markdown).toContain(`/${name}`);
      expect(path.startsWith(SOUND)).toBe(true);
    }
    expect([...entry.markdown.matchAll(/images\/[\w.-]+/g)].map(match => match[0]).sort()).toEqual(
      [...entry.assets.keys()].sort(),
    );
  });

  test('has notes only where they are asked for', () => {
    expect(entry.markdown).toContain('Greet both ends of the table.');
    expect(entryOf(audience, false).markdown).not.toContain('<!--');
  });

  test('is the same each time', () => {
    expect(entryOf(audience, true)).toEqual(entry);
  });
});

test('a citation leads to the slide that lists its source', () => {
  const { markdown, titles } = entryOf('welders', false);
  const targets = [...markdown.matchAll(/<Cite :n="\d+" :to="(\d+)"/g)].map(match => Number(match[1]));
  expect(targets).not.toEqual([]);
  for (const target of targets) expect(titles[target - 1]).toBe('Sources');
});

test('a program without a verdict is shown as a listing', () => {
  const deck = deckOf(TALK, 'bakers', 20);
  const { markdown } = assemble(deck, TALK, {
    notes: false,
    verdictOf: () => undefined,
  });
  expect(markdown).toContain('fn add(loaves: u32');
  expect(markdown).not.toContain('<Program');
});

describe('the address of an image', () => {
  test.for([
    ['![One](oven.svg)', '![Two](gas-oven.svg)', '![Two](/images/gas-oven.svg)'],
    ['![One](oven.svg)', 'The file `oven.svg` is small.', 'The file `oven.svg` is small.'],
  ])('is written where the image stands, and nowhere else: %s %s', ([first = '', second = '', expected]) => {
    const talk = {
      ...talkOf([slideOf({ content: [first, second], file: 'slides/images/main.md' })]),
      dir: SOUND,
    };
    const { markdown } = assemble(deckOf(talk, 'crew'), talk, {
      notes: false,
      verdictOf,
    });
    expect(markdown).toContain('![One](/images/oven.svg)');
    expect(markdown).toContain(expected);
  });
});
