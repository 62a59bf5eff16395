import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HAS_BROWSER } from '../support/browser.ts';
import { ROOT } from '../support/fixtures.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { hashFolder } from '../support/scratch.ts';
import { copyOf } from '../support/temporary.ts';

describe.skipIf(!HAS_BROWSER)('build, run again', () => {
  test('gives the same bytes, wherever it is from and wherever it goes', async () => {
    using copy = copyOf(ROOT, 'slides', 'snippets', 'themes');
    using other = copyOf(ROOT, 'slides', 'snippets', 'themes');
    const out = (name: string) => join(copy.dir, 'made', name);
    await buildDecks(['execs', '--talk', copy.dir, '--out', out('first')]);
    rmSync(join(copy.dir, '.oxideck'), { recursive: true });
    await Promise.all([
      buildDecks(['execs', '--talk', copy.dir, '--out', out('second-and-longer')]),
      buildDecks(['execs', '--talk', other.dir, '--out', out('third')]),
    ]);
    const first = hashFolder(out('first'));
    const pdfs = ['execs/execs.pdf', 'execs/execs-handout.pdf'];
    expect(Object.keys(first)).toEqual(expect.arrayContaining(pdfs));
    expect(hashFolder(out('second-and-longer'))).toEqual(first);
    expect(hashFolder(out('third'))).toEqual(first);
  });
});
