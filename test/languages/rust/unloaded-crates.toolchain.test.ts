import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judge } from '../../../scripts/verify/judge.ts';
import { readManifest } from '../../../scripts/languages/rust/manifest.ts';
import { collectPrograms } from '../../../scripts/verify/programs/program.ts';
import { readMarkdown } from '../../../scripts/verify/markdown/read-markdown.ts';
import { fixture } from '../../support/fixtures.ts';
import { HAS_RUSTC, TOOLS } from '../../support/tools.ts';

const DIR = fixture('packages/harbour');

test.skipIf(!HAS_RUSTC)(
  'a program whose crate is gone since it was built is not rejected for what it says',
  async () => {
    const text = '```rust,compile_fail\nlet name: String = harbour::berths();\n```\n';
    const { blocks } = readMarkdown(text, 'book.md', { untagged: 'rust', rustdoc: false });
    const manifest = readManifest(DIR, readFileSync(join(DIR, 'Cargo.toml'), 'utf8'));
    const snippets = blocks.flatMap(({ snippet }) => snippet ?? []);
    const [program] = collectPrograms(snippets, DIR, { packageOf: () => manifest });
    if (!program) throw new Error('the text holds a program');
    const externs = ['--extern', `harbour=${join(DIR, 'gone.rlib')}`];
    const verdict = await judge(program, { tools: TOOLS, supervisor: undefined, talkDir: DIR, externs });
    expect(verdict).toMatchObject({
      verdict: 'fail',
      reason: 'rustc cannot load a crate that it calls',
    });
  },
);
