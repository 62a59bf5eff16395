import { expect, test } from 'vitest';
import { alignSteps } from '../../scripts/slidev/align-steps.ts';
import { findSnippets } from '../../scripts/verify/programs/find-snippets.ts';
import { slideOf } from '../support/slides.ts';

function snippetsOf(...infos: string[]) {
  const content = infos.flatMap(info => [`\`\`\`${info}`, 'a = 1', '```', '']);
  return findSnippets(slideOf({ content }), '/talk').snippets;
}

test('two programs with highlights go through them together', () => {
  const aligned = alignSteps(snippetsOf('python {1|2}', 'rust,ignore (said) {1|2|3}'));
  expect([...aligned.values()]).toEqual([
    { meta: '{1|2} {at:1}', revealAt: 3 },
    { meta: '{1|2|3} {at:1}', revealAt: 3 },
  ]);
});

test.for([
  [['python {1|2}', 'rust']],
  [['python {1|2}']],
  [['python {1|2} {at:3}', 'rust {1|2}']],
  [['python {1}', 'rust {1}', 'rust {1}']],
])('%j stay as their author wrote them', ([infos = []]) => {
  expect([...alignSteps(snippetsOf(...infos))]).toEqual([]);
});
