import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashEntry } from '../../scripts/slidev/write-entry.ts';
import { ROOT } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';

test('a deck is another one when what draws it has changed', () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.dir, 'components'));
  const component = join(folder.dir, 'components/Program.vue');
  writeFileSync(component, '<template>one</template>');
  const entry = { markdown: '# One\n', assets: new Map<string, string>(), titles: ['One'] };
  const hash = () => hashEntry(entry, 'meetup', ROOT, folder.dir);
  const before = hash();
  expect(hash()).toBe(before);
  writeFileSync(component, '<template>two</template>');
  expect(hash()).not.toBe(before);
});
