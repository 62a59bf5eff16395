import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { handoutHtml } from '../../scripts/export/handout-html.ts';
import { programKeys } from '../../scripts/verify/programs/talk-programs.ts';
import { readRecord } from '../../scripts/verify/record/record.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { deckFor } from '../support/real-talk.ts';
import { OBSERVATORY } from '../support/scratch.ts';

const { talk } = readTalk(OBSERVATORY);
const { verdicts } = readRecord(OBSERVATORY);
const keyOf = programKeys(OBSERVATORY);

test('what programs print, panic with and have rustc say is text on paper', async () => {
  const { html } = await handoutHtml(deckFor(talk, 'apprentices'), talk, {
    verdictOf: snippet => {
      const verdict = verdicts.get(keyOf(snippet) ?? '');
      return verdict && { verdict, by: 'rustc 1.90.0', program: { edition: '2024', crates: [] } };
    },
    timeOf: () => undefined,
    confirmedBy: () => undefined,
  });
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  expect([...document.querySelectorAll('img, script, iframe, [onerror]')].map(String)).toEqual([]);
  const text = document.body.textContent;
  for (const word of ['![gone](/gone.png)', '\\u{202e}live', '\\u{1b}[31mred']) expect(text).toContain(word);
  expect(text).not.toMatch(/[\u001b\u202a-\u202e\u2066-\u2069]/);
});
