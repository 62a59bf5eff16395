import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Run, runOxideck, type Variables } from '../support/run-oxideck.ts';
import { copyOfObservatory } from '../support/scratch.ts';

/** A build of one small deck, to this output. */
function buildTo(dir: string, out: string, formats = 'web', variables: Variables = {}): Promise<Run> {
  return runOxideck(
    ['build', 'engineers', '--talk', dir, '--out', out, '--formats', formats],
    variables,
    20_000,
  );
}

describe('an output that is not ours to write', () => {
  test('a folder with files of somebody else is left alone', async () => {
    using copy = copyOfObservatory();
    const out = join(copy.dir, 'thesis');
    mkdirSync(out);
    writeFileSync(join(out, 'chapter-1.txt'), 'years of work');
    writeFileSync(join(out, 'manifest.json'), '{"generator":"another"}');
    const { exitCode, stderr } = await buildTo(copy.dir, out);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/thesis holds files that Oxideck did not make/);
    expect(stderr).toMatch(/help: name an empty folder with `--out`/);
    expect(readdirSync(out).toSorted()).toEqual(['chapter-1.txt', 'manifest.json']);
    expect(readFileSync(join(out, 'chapter-1.txt'), 'utf8')).toBe('years of work');
  });

  test('a file is left alone', async () => {
    using copy = copyOfObservatory();
    const out = join(copy.dir, 'thesis.txt');
    writeFileSync(out, 'years of work');
    const { exitCode, stderr } = await buildTo(copy.dir, out);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/thesis\.txt is a file[\s\S]*help:/),
    });
    expect(readFileSync(out, 'utf8')).toBe('years of work');
  });

  test('a path below a file is told before anything is built', async () => {
    using copy = copyOfObservatory();
    const { exitCode, stderr } = await buildTo(copy.dir, join(copy.dir, 'slides/talk.yaml/dist'));
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/talk\.yaml\/dist cannot be written[\s\S]*help:/),
    });
    expect(stderr).not.toContain('check');
  });

  test.skipIf(!existsSync('/proc'))('a folder that nobody can write is told', async () => {
    using copy = copyOfObservatory();
    const { exitCode, stderr } = await buildTo(copy.dir, '/proc/decks');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/\/proc\/decks cannot be written[\s\S]*help:/),
    });
  });

  test.skipIf(process.getuid?.() === 0)('a folder without the right to write is told', async () => {
    using copy = copyOfObservatory();
    const closed = join(copy.dir, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    const { exitCode, stderr } = await buildTo(copy.dir, join(closed, 'dist'));
    chmodSync(closed, 0o700);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/cannot be written \(EACCES\)[\s\S]*help:/),
    });
  });
});

describe('without a browser', () => {
  test('the web deck is built as asked', async () => {
    using copy = copyOfObservatory();
    const out = join(copy.dir, 'dist');
    const { exitCode } = await buildTo(copy.dir, out, 'web', { OXIDECK_BROWSER: 'none' });
    expect(exitCode).toBe(0);
    expect(existsSync(join(out, 'engineers/index.html'))).toBe(true);
  });

  test.for(['pdf', 'web,handout'])(
    'formats that are printed end with 3, before anything is made: %s',
    async formats => {
      using copy = copyOfObservatory();
      const { exitCode, stderr } = await buildTo(copy.dir, join(copy.dir, 'dist'), formats, {
        OXIDECK_BROWSER: 'none',
      });
      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/no browser to print with[\s\S]*help: .*--formats web/);
      expect(readdirSync(copy.dir).filter(name => name.includes('dist'))).toEqual([]);
    },
  );

  test('a setting that names nothing is a mistake of the setting', async () => {
    using copy = copyOfObservatory();
    const { exitCode, stderr } = await buildTo(copy.dir, join(copy.dir, 'dist'), 'pdf', {
      OXIDECK_BROWSER: '/does/not/exist',
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/`\/does\/not\/exist` cannot be run[\s\S]*help: OXIDECK_BROWSER/);
    expect(readdirSync(copy.dir).filter(name => name.includes('dist'))).toEqual([]);
  });
});

test('a format or an audience that is not there is named, with what there is', async () => {
  using copy = copyOfObservatory();
  const format = await buildTo(copy.dir, join(copy.dir, 'dist'), 'web,pfd');
  expect(format).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/`pfd`[\s\S]*`web`, `pdf`/) });
  const audience = await runOxideck(['build', 'engineer', '--talk', copy.dir]);
  expect(audience).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/engineer`[\s\S]*engineers/) });
  expect(existsSync(join(copy.dir, 'dist'))).toBe(false);
});
