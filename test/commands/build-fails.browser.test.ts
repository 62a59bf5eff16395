import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { buildDecks, type Run, runOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, edit, hashFolder, lineOf } from '../support/scratch.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const WHEEL = 'The wheel turns once a day.';

/** A talk with a good deck in `dist`, and what that held. */
const test = base.extend('talk', { scope: 'file' }, async ({}, { onCleanup }) => {
  const copy = copyOfObservatory();
  onCleanup(() => copy[Symbol.dispose]());
  await buildDecks(['engineers', '--talk', copy.dir, '--formats', 'web']);
  return { dir: copy.dir, dist: hashFolder(join(copy.dir, 'dist')) };
});

/** Breaks a file, builds, mends it; the good deck must have outlived it. */
async function buildBroken(
  talk: { dir: string; dist: Record<string, string> },
  file: string,
  from: string,
  to: string,
): Promise<Run> {
  edit(talk.dir, file, from, to);
  const run = await runOxideck(['build', '--talk', talk.dir, '--formats', 'web']);
  edit(talk.dir, file, to, from);
  expect(hashFolder(join(talk.dir, 'dist'))).toEqual(talk.dist);
  expect(readdirSync(talk.dir).filter(name => name.startsWith('.dist'))).toEqual([]);
  return run;
}

describe.skipIf(!HAS_RUSTC)('a program that is not as its slide says', () => {
  test('fails the build where the section shows it, in the words of rustc', async ({ talk }) => {
    const { exitCode, stderr } = await buildBroken(
      talk,
      'snippets/examples/blinks.rs',
      'light.split(',
      'light.cut(',
    );
    expect(exitCode).toBe(1);
    const line = lineOf(talk.dir, 'slides/sections/counting.md', 'blinks.rs#count');
    expect(stderr).toMatch(
      new RegExp(`-->.*slides/sections/counting\\.md:${line} \\(slide \`count-the-blinks\`\\)`),
    );
    expect(stderr).toContain('error[E0599]: no method named `cut` found');
    expect(stderr).toMatch(/help: /);
  });

  test('fails the build when rustc accepts what it should refuse', async ({ talk }) => {
    const { exitCode, stderr } = await buildBroken(
      talk,
      'slides/sections/counting.md',
      '{visitor} {lens}',
      '{visitor}',
    );
    expect(exitCode).toBe(1);
    const line = lineOf(talk.dir, 'slides/sections/counting.md', '```rust,compile_fail');
    expect(stderr).toMatch(new RegExp(`slides/sections/counting\\.md:${line}\\b`));
    expect(stderr).toContain('it should be rejected, but it compiles');
    // Both decks show it, and it is one problem.
    expect(stderr).toContain('error: the talk has a problem');
  });
});

describe('a slide that Slidev cannot build', () => {
  test.for(['<div v-if=>', '{{ unclosed'])(
    'fails the build and names the deck: %s',
    async (mistake, { talk }) => {
      const { exitCode, stderr } = await buildBroken(talk, 'slides/sections/opening.md', WHEEL, mistake);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/error\[slidev\]/);
      expect(stderr).toMatch(/-->.*slides\/audiences\/engineers\.yaml/);
      expect(stderr).toMatch(/help: mend/);
      // Only its own deck shows the slide.
      expect(stderr).not.toMatch(/stargazers\.yaml/);
    },
  );
});

describe('a talk with a problem', () => {
  test('is not built at all, and every problem is told at once', async ({ talk }) => {
    const before = 'minutes: 10\npalette: execs\nmode: dark';
    const after = 'minutes: 0\npalette: execs\nmode: dim';
    const { exitCode, stderr } = await buildBroken(talk, 'slides/audiences/engineers.yaml', before, after);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/`minutes`[\s\S]*engineers\.yaml:3[\s\S]*`mode`[\s\S]*engineers\.yaml:5/);
    expect(stderr).toContain('error: the talk has 2 problems');
    expect(stderr).not.toMatch(/web, \d+ slides/);
  });
});
