import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildSupervisor } from '../../../scripts/verify/sandbox/build-supervisor.ts';
import { type Attempt, compileBundle } from '../../../scripts/verify/bundle/compile-bundle.ts';
import { collectPrograms } from '../../../scripts/verify/programs/program.ts';
import { readMarkdown } from '../../../scripts/verify/markdown/read-markdown.ts';
import { fixture } from '../../support/fixtures.ts';
import { temporaryFolder } from '../../support/scratch.ts';
import { HAS_RUSTC, TOOLS } from '../../support/tools.ts';

const NAMES = ['plain-1', 'borrowed-too-long', 'wrong-type', 'plain-2'];

async function compiled(attempt: Attempt, names = NAMES): Promise<object> {
  const fences = names.map(name => readFileSync(join(fixture('bundles'), `${name}.rs`), 'utf8'));
  const text = fences.map(code => `\`\`\`rust\n${code}\`\`\`\n`).join('\n');
  const { blocks } = readMarkdown(text, 'book.md', { untagged: 'rust', rustdoc: false });
  const snippets = blocks.flatMap(({ snippet }) => snippet ?? []);
  const programs = collectPrograms(snippets, '/book', { packageOf: () => undefined, edition: '2021' });
  using scratch = temporaryFolder();
  return await compileBundle(programs, {
    ...{ rustc: TOOLS.rustc, talkDir: '/book', externs: [], scratch: scratch.dir, attempt },
    supervisor: (await buildSupervisor('library', TOOLS, undefined)) ?? '',
    executable: join(scratch.dir, 'bundle'),
  });
}

test.skipIf(!HAS_RUSTC)('a bundle that is lost early is not late, and names who lost it', async () => {
  const { faulty, ...rest } = (await compiled('first')) as { faulty: Set<number> };
  expect(rest).toEqual({ ok: false, late: false });
  expect(faulty).toContain(2);
  expect([...faulty].filter(index => NAMES[index]?.startsWith('plain'))).toEqual([]);
});

test.skipIf(!HAS_RUSTC)('what is built again hears all that rustc has to say', async () => {
  expect(await compiled('again')).toEqual({ ok: false, late: false, faulty: new Set([1, 2]) });
});

test.skipIf(!HAS_RUSTC)('a sound bundle is built', async () => {
  expect(await compiled('first', ['plain-1', 'plain-2'])).toMatchObject({ ok: true, faulty: new Set() });
});
