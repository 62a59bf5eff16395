import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { oxideck } from '../../support/cli.ts';
import { ROOT } from '../../support/fixtures.ts';
import { readFolder } from '../../support/folders.ts';
import { startOxideck } from '../../support/run-oxideck.ts';
import { copyOfObservatory } from '../../support/scratch.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../../support/tools.ts';

const ENTRY = 'examples/blinks.rs.json';
const PRLIMIT = '/usr/bin/prlimit';
const HAS_PRLIMIT = spawnSync(PRLIMIT, ['--version']).error === undefined;

/** A copy of the small talk with a record that this machine's tools made. */
function recorded() {
  const copy = copyOfObservatory();
  const folder = join(copy.dir, 'snippets/verified');
  const check = (...options: string[]) => oxideck(['check', '--talk', copy.dir, ...options]);
  rmSync(folder, { recursive: true, force: true });
  expect(check().exitCode).toBe(0);
  const sound = readFolder(folder);
  return { ...copy, folder, entry: join(folder, ENTRY), check, sound, now: () => readFolder(folder) };
}

/** What people, tools and machines do to a file of the record. */
const DAMAGE: Record<string, (file: string, text: string) => void> = {
  'an edited verdict, the seal kept': (file, text) => writeFileSync(file, text.replace('"ran"', '"built"')),
  'an edited output, the seal kept': (file, text) =>
    writeFileSync(file, text.replace('"stdout": [', '"stdout": ["no",')),
  'the key of another program': (file, text) =>
    writeFileSync(file, text.replace(/"key": "\w{4}/, '"key": "0000')),
  'the marks of a conflict': (file, text) =>
    writeFileSync(file, `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> b\n`),
  'half of it': (file, text) => writeFileSync(file, text.slice(0, text.length / 2)),
  'nothing in it': file => writeFileSync(file, ''),
  'other JSON': file => writeFileSync(file, '[null]'),
  'a folder in its place': file => {
    rmSync(file);
    mkdirSync(file);
  },
  'a link to nothing in its place': file => {
    rmSync(file);
    symlinkSync('nothing', file);
  },
};

describe.skipIf(!HAS_RUSTC || !HAS_PYTHON)('a record', () => {
  test('is reported, verified again and mended, whatever was done to a file of it', () => {
    using talk = recorded();
    for (const [what, harm] of Object.entries(DAMAGE)) {
      harm(talk.entry, readFileSync(talk.entry, 'utf8'));
      const locked = talk.check('--locked', '--json');
      expect([what, locked.exitCode]).toEqual([what, 1]);
      expect(locked.stderr).toContain('error[outdated-record]');
      const programs = locked.json().programs as { recorded: boolean }[];
      expect(programs.filter(({ recorded }) => !recorded)).toHaveLength(1);
      const again = talk.check();
      expect([what, again.exitCode]).toEqual([what, 0]);
      if (!what.startsWith('a link')) expect(again.stderr).toContain('warning[corrupt-record]');
      expect(talk.now()).toEqual(talk.sound);
    }
  });

  test('counts for nothing when what it stands for is not known', () => {
    using talk = recorded();
    for (const text of ['', '{}', '{"rustc":"rustc 9.9.9","python":"Python 9"}']) {
      writeFileSync(join(talk.folder, 'toolchain.json'), text);
      const { exitCode, stderr } = talk.check();
      expect(exitCode).toBe(0);
      const entries = Object.keys(talk.sound).length - 1;
      expect(stderr.match(/counts for nothing/g)?.length).toBeGreaterThanOrEqual(entries);
      expect(talk.now()).toEqual(talk.sound);
    }
  });

  test.for([
    ['a file stands in its place', (folder: string) => writeFileSync(folder, 'x')],
    ['its place leads nowhere', (folder: string) => symlinkSync('nothing', folder)],
    [
      'a folder with something in it stands in the place of a file',
      (folder: string) => mkdirSync(join(folder, ENTRY, 'kept'), { recursive: true }),
    ],
  ] as const)('that cannot be written, as %s, is told of, and nothing is lost', ([_, spoil]) => {
    using talk = recorded();
    rmSync(talk.folder, { recursive: true });
    spoil(talk.folder);
    const names = () => readdirSync(join(talk.dir, 'snippets'), { recursive: true, encoding: 'utf8' });
    const before = names();
    const { exitCode, stderr } = talk.check('--quiet');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/verified/);
    const after = names();
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.filter(name => name.endsWith('.new'))).toEqual([]);
  });

  test.skipIf(!HAS_PRLIMIT)('stays as it was when there is no room for another', () => {
    using talk = recorded();
    const [first = ''] = Object.keys(talk.sound);
    writeFileSync(join(talk.folder, first), '{}');
    const before = talk.now();
    const cli = [process.execPath, join(ROOT, 'scripts/cli.ts'), 'check', '--talk', talk.dir, '--quiet'];
    const { status, stderr } = spawnSync(PRLIMIT, ['--fsize=300', '--', ...cli], { encoding: 'utf8' });
    expect(stderr).toMatch(/the record cannot be written: EFBIG.*\n.*make room .*the record is as it was/);
    expect(status).toBe(2);
    expect(talk.now()).toEqual(before);
    expect(talk.check().exitCode).toBe(0);
    expect(talk.now()).toEqual(talk.sound);
  });

  test('is made whole by the next check when one was killed while it wrote', async () => {
    using talk = recorded();
    for (let killed = 0; killed < 3; killed++) {
      rmSync(talk.folder, { recursive: true });
      const running = startOxideck(['check', '--talk', talk.dir]);
      const written = () => readdirSync(join(talk.dir, 'snippets')).includes('verified');
      for (const until = Date.now() + 60_000; !written() && Date.now() < until;) await setImmediate();
      running.kill();
      await running.end;
      // Of a process that is gone: no system has numbers so large.
      if (killed === 0) writeFileSync(join(talk.folder, `a.json.${2 ** 22 + 1}.new`), '{');
      expect(talk.check().exitCode).toBe(0);
      expect(talk.now()).toEqual(talk.sound);
    }
  });
});
