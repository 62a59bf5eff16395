import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture, ROOT } from '../support/fixtures.ts';
import { buildDecks, runOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, edit, lineOf, temporaryFolder } from '../support/scratch.ts';

/** Where no tool is found: no cargo, no rustc, no python3, no git. */
const BARE = { PATH: fixture('no-talk'), SOURCE_DATE_EPOCH: undefined };

/** The decks that show the most programs. */
const DECKS = ['meetup', 'python-devs'];

describe('on a machine with nothing but Node', () => {
  test('the talk that comes with Oxideck is built from its record, which says who verified it', async () => {
    using folder = temporaryFolder();
    const { stderr } = await buildDecks(
      [...DECKS, '--out', join(folder.dir, 'dist'), '--formats', 'web'],
      BARE,
    );
    const { rustc } = JSON.parse(readFileSync(join(ROOT, 'snippets/verified/toolchain.json'), 'utf8'));
    const [version = ''] = /rustc \d+\.\d+\.\d+/.exec(rustc) ?? [];
    expect(version).toMatch(/^rustc /);
    expect(stderr).toMatch(/check +\d+ programs, (\d+) as expected, (?:\d+ ignored, )?\1 recorded/);
    expect(stderr).toContain(version);
    for (const id of DECKS) {
      expect(existsSync(join(folder.dir, 'dist', id, 'index.html'))).toBe(true);
      const manifest = readFileSync(join(folder.dir, 'dist', id, 'manifest.json'), 'utf8');
      expect(JSON.parse(manifest).verifiedBy).toContain(version);
    }
  });

  test('a program that has changed since then ends the build with 3, where its section shows it', async () => {
    using copy = copyOfObservatory();
    edit(copy.dir, 'snippets/examples/blinks.rs', '"**.*..***.*"', '"**.*"');
    const { exitCode, stderr } = await runOxideck(['build', '--talk', copy.dir, '--formats', 'web'], BARE);
    expect(exitCode).toBe(3);
    const line = lineOf(copy.dir, 'slides/sections/counting.md', 'blinks.rs#count');
    expect(stderr).toMatch(new RegExp(`slides/sections/counting\\.md:${line}\\b`));
    expect(stderr).toMatch(/rustc is not installed/);
    expect(stderr).toMatch(/help: .*oxideck doctor/);
    // The others are recorded still.
    expect(stderr.match(/^error\[/gm)).toHaveLength(1);
    expect(existsSync(join(copy.dir, 'dist'))).toBe(false);
  });
});
