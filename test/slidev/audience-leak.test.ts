import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assemble } from '../../scripts/slidev/assemble.ts';
import { readSection } from '../../scripts/talk/section.ts';
import { deckOf, readSound, SOUND } from '../support/decks.ts';
import { audienceOf, talkOf } from '../support/slides.ts';
import { readWholeTalk } from '../support/talks.ts';
import { verdictOf } from '../support/verdicts.ts';

const { talk, slides } = readWholeTalk(SOUND);
const AUDIENCES = [...talk.audiences.values()];

/** The texts that an audience must not see: other slides, other blocks, and the words that tell of others. */
function secretsOf(audience: string): string[] {
  const deck = deckOf(readSound(), audience, 60);
  const seen = deck.slides.flatMap(slide =>
    [...slide.lines, ...slide.speakerNotes.lines].map(line => line.text),
  );
  const all = slides.flatMap(slide => [...slide.lines, ...slide.speakerNotes.lines].map(line => line.text));
  const images = all.flatMap(text =>
    [...text.matchAll(/\((\S+\.svg)\)/g)].map(match => basename(match[1] ?? '')),
  );
  const shown = seen.join('\n');
  return [
    ...all.filter(text => text.trim().length > 3 && !shown.includes(text.trim())),
    ...images.filter(image => !shown.includes(image)),
    ...AUDIENCES.filter(({ id }) => id !== audience).flatMap(({ id, title, tags }) => [id, title, ...tags]),
  ];
}

describe.for(AUDIENCES.map(({ id }) => id))('the deck for %s', audience => {
  const secrets = secretsOf(audience);

  test.for([true, false])('tells nothing of another audience, with notes: %s', notes => {
    const deck = deckOf(talk, audience, 60);
    const { markdown, assets, titles } = assemble(deck, talk, {
      notes,
      verdictOf,
    });
    const told = [markdown, ...assets.keys(), ...titles].join('\n');
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter(secret => told.includes(secret))).toEqual([]);
  });
});

test('a title that only another audience sees is nowhere in the deck', () => {
  const texts = ['::: only mate', '# For the mate', ':::', '::: only crew', '# For the crew', ':::'];
  const front = '---\nsection: { title: Main }\n---';
  const { section } = readSection([front, ...texts].join('\n'), 'main', 'slides/sections/main.md');
  const crew = talkOf(section?.slides ?? [], audienceOf({ id: 'crew', title: 'A deck' }));
  const { markdown, titles } = assemble(deckOf(crew, 'crew'), crew, {
    notes: true,
    verdictOf,
  });
  expect(markdown).not.toContain('For the mate');
  expect(titles).toEqual(['A deck', 'For the crew']);
});
