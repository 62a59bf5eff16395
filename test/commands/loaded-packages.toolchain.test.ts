import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { fixture } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { HAS_RUSTC } from '../support/tools.ts';

test.skipIf(!HAS_RUSTC).for([
  ['accepts', 'for the first time', 'accepted.md', 0],
  ['accepts', 'again', 'accepted.md', 0],
  ['rejects', 'for the first time', 'harbour.md', 1],
] as const)(
  'Markdown that rustc %s is checked %s without what reads a talk and its record',
  ([, round, file, expected]) => {
    using folder = temporaryFolder();
    const told = join(folder.dir, 'packages');
    const env = { XDG_CACHE_HOME: folder.dir };
    const args = ['check', fixture('markdown-check', file)];
    if (round === 'again') oxideck(args, { env });
    const preload = `--import=${fixture('processes/tells-packages.mjs')}`;
    const { exitCode } = oxideck(args, { env: { ...env, NODE_OPTIONS: preload, TELLS_PACKAGES: told } });
    expect(exitCode).toBe(expected);
    const packages = readFileSync(told, 'utf8').split('\n');
    expect(packages).toContain('markdown-it');
    // Each of them would take longer to load than all of ours.
    expect(packages.filter(name => ['zod', 'yaml', 'smol-toml'].includes(name))).toEqual([]);
  },
);
