import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './support/fixtures.ts';
import { AUDIENCES } from './support/real-talk.ts';

const FOLDER = 'slides/pictures';

test('the README shows every audience its slides, and describes them, in few bytes', () => {
  const names = readdirSync(join(ROOT, FOLDER)).toSorted();
  expect(names).toEqual(AUDIENCES.map(id => `${id}.webp`).toSorted());
  const shown = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^!\[(.+)\]\((slides\/.+)\)$/gm)];
  expect(shown.map(([, , path]) => path).toSorted()).toEqual(names.map(name => `${FOLDER}/${name}`));
  expect(shown.filter(([, alt = '']) => alt.length < 40)).toEqual([]);
  const bytes = names.reduce((sum, name) => sum + statSync(join(ROOT, FOLDER, name)).size, 0);
  expect(bytes).toBeLessThan(600 * 1024);
});
