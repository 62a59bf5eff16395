import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oxideck } from '../../support/cli.ts';
import { SOUND } from '../../support/decks.ts';
import { readFolder } from '../../support/folders.ts';
import { copyOf, type TemporaryFolder } from '../../support/temporary.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../../support/tools.ts';

const RECORD = 'snippets/verified';
const LEDGER = `${RECORD}/examples/ledger.rs.json`;

/** The entries that are programs: a check tells of other blocks too. */
function programsOf(document: Record<string, unknown>): object[] {
  return (document.programs as { class: string }[]).filter(entry => entry.class !== 'not-rust');
}

describe.skipIf(!HAS_RUSTC || !HAS_PYTHON)('the record', () => {
  let copy: TemporaryFolder;
  let written: Record<string, string>;
  const check = (...args: string[]) => oxideck(['check', '--talk', copy.dir, '--json', ...args]);
  const checkWithoutTools = () => oxideck(['check', '--talk', copy.dir, '--json'], { withoutTools: true });
  const record = () => readFolder(join(copy.dir, RECORD));

  beforeAll(() => {
    copy = copyOf(SOUND);
    expect(check().json()).toMatchObject({
      exitCode: 0,
      summary: { programs: 4, passed: 3, notRust: 1 },
    });
    written = record();
  });
  afterAll(() => copy[Symbol.dispose]());

  test('holds a file for each program, and one for the toolchain', () => {
    expect(Object.keys(written)).toEqual([
      expect.stringMatching(/^counting-[0-9a-f]{8}\.json$/),
      'examples/ledger.rs.json',
      'python/seams.py.json',
      'toolchain.json',
    ]);
  });

  test('holds no path, no date and no time of this machine', () => {
    const all = Object.values(written).join('');
    expect(all).not.toContain(copy.dir);
    expect(all).not.toMatch(/oxideck-|\/tmp\/|\d{2}:\d{2}:\d{2}|durationMs/);
  });

  test('answers without any tool', () => {
    const { exitCode, json } = checkWithoutTools();
    expect(exitCode).toBe(0);
    expect(json()).toMatchObject({
      summary: { passed: 3, unverified: 0 },
      changed: [],
    });
    expect(programsOf(json())).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ recorded: true })),
    );
    expect(record()).toEqual(written);
  });

  test('is left alone by another check, byte for byte', () => {
    expect(check().json()).toMatchObject({ exitCode: 0, changed: [] });
    expect(record()).toEqual(written);
  });

  test('comes out the same when all is verified afresh', () => {
    const { json } = check('--fresh');
    expect(json()).toMatchObject({ exitCode: 0, changed: [] });
    expect(programsOf(json())).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ recorded: false })),
    );
    expect(record()).toEqual(written);
  });

  test('is mended where a file cannot be read, and a person is told', () => {
    writeFileSync(join(copy.dir, LEDGER), '{ "key": ');
    const { exitCode, stderr, json } = check();
    expect(exitCode).toBe(0);
    expect(stderr).toContain('warning[corrupt-record]');
    expect(json()).toMatchObject({ changed: [LEDGER] });
    expect(record()).toEqual(written);
  });

  test('loses what no slide shows any more', () => {
    const stale = `${RECORD}/examples/gone.rs.json`;
    writeFileSync(join(copy.dir, stale), written['examples/ledger.rs.json'] ?? '');
    expect(check().json()).toMatchObject({ exitCode: 0, changed: [stale] });
    expect(record()).toEqual(written);
  });

  test('counts for nothing when a program has changed', () => {
    const file = join(copy.dir, 'snippets/examples/ledger.rs');
    const source = readFolder(join(copy.dir, 'snippets/examples'))['ledger.rs'] ?? '';
    writeFileSync(file, source.replace('add(7, 5)', 'add(7, 6)'));
    expect(checkWithoutTools().json()).toMatchObject({
      exitCode: 3,
      summary: { unverified: 1 },
    });
    writeFileSync(file, source);
    expect(check().exitCode).toBe(0);
    expect(record()).toEqual(written);
  });

  test('is made again where it was removed', () => {
    rmSync(join(copy.dir, RECORD), { recursive: true });
    expect(check().exitCode).toBe(0);
    expect(record()).toEqual(written);
  });
});
