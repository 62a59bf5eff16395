import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assemble } from '../../scripts/slidev/assemble.ts';
import { shownOf, type TalkVerdicts } from '../../scripts/slidev/verdict-lookup.ts';
import { findSnippets } from '../../scripts/verify/programs/find-snippets.ts';
import { toPrograms } from '../../scripts/verify/programs/talk-programs.ts';
import { parseTimes } from '../../scripts/verify/time/record.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { deckOf } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';
import { RAN } from '../support/verdicts.ts';

const DIR = fixture('talks/regatta');
const { talk } = readTalk(DIR);
const { times } = parseTimes(readFileSync(join(DIR, 'snippets/measured.json'), 'utf8'));

function timesOn(deckTimes: TalkVerdicts['times']): string[] {
  const deck = deckOf(talk, 'crew');
  const snippets = deck.slides.flatMap(slide => findSnippets(slide, DIR).snippets);
  const programs = toPrograms(snippets, DIR).map(program => ({
    ...{ program, verdict: RAN, recorded: true, by: 'rustc 1.90.0', milliseconds: 0 },
  }));
  const verification: TalkVerdicts = {
    ...{ programs, problems: [], missing: [], remarks: [], unenforced: [] },
    ...{ pictures: [], wasm: new Map(), times: deckTimes },
  };
  const { markdown } = assemble(deck, talk, { notes: false, ...shownOf(verification, talk) });
  return [...markdown.matchAll(/<Program [^>]*?(?: time="([^"]*)")?(?: room| recorded| lines)/g)].map(
    match => match[1] ?? 'none',
  );
}

describe('the programs of a slide', () => {
  test('have the times that were measured, where the slide asks for them', () => {
    expect(timesOn(times)).toEqual([
      expect.stringMatching(/^\d+\sms · median of 5, .* · Python 3\.\d+ · .* \d{4}$/),
      expect.stringMatching(/\sms · median of 5, .* · rustc \d\.\d+ -O · .* \d{4}$/),
      'none',
    ]);
  });

  test('say that a time is not measured, for the eyes of who writes the slide', () => {
    const unmeasured = 'not measured: run oxideck check';
    expect(timesOn(new Map())).toEqual([unmeasured, unmeasured, 'none']);
  });
});
