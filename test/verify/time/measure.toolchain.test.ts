import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MEASURED, readTimes } from '../../../scripts/verify/time/record.ts';
import { thisMachine } from '../../../scripts/verify/time/this-machine.ts';
import { median } from '../../../scripts/verify/time/wall-time.ts';
import { oxideck } from '../../support/cli.ts';
import { fixture } from '../../support/fixtures.ts';
import { edit } from '../../support/scratch.ts';
import { copyOf, type TemporaryFolder } from '../../support/temporary.ts';
import { HAS_PYTHON, HAS_RUSTC, TOOLS } from '../../support/tools.ts';

const SECTION = 'slides/sections/main.md';
const WAVES = 'snippets/waves.rs';
const ERRORS = ['untimed', 'unmeasured', 'unverified'];

describe.skipIf(!HAS_RUSTC || !HAS_PYTHON)('what a slide asks the time of', () => {
  let copy: TemporaryFolder;
  const check = (...args: string[]) => oxideck(['check', '--json', '--talk', copy.dir, ...args]);
  const times = () => [...readTimes(copy.dir).times.values()];
  /** Without the warnings of a machine that has much else to do. */
  const errorsOf = (document: Record<string, unknown>) =>
    (document.problems as { kind: string }[]).filter(({ kind }) => ERRORS.includes(kind));

  beforeEach(() => {
    copy = copyOf(fixture('talks/regatta'));
  });
  afterEach(() => copy[Symbol.dispose]());

  test('is run five times, optimised, and told with this machine and this day', () => {
    rmSync(join(copy.dir, MEASURED));
    expect(check().json()).toMatchObject({ exitCode: 0, changed: expect.arrayContaining([MEASURED]) });
    const [python, rust] = times();
    expect(python).toMatchObject({ by: TOOLS.toolchain.python, flags: [], machine: thisMachine() });
    expect(rust).toMatchObject({ flags: ['-Copt-level=3'], machine: thisMachine() });
    for (const { seconds, date } of times()) {
      expect(seconds).toHaveLength(5);
      expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(48 * 60 * 60 * 1000);
    }
  });

  test('takes at least as long as it waits', () => {
    edit(
      copy.dir,
      WAVES,
      'fn main() {',
      'fn main() {\n    std::thread::sleep(std::time::Duration::from_millis(80));',
    );
    expect(check().exitCode).toBe(0);
    const rust = times().find(({ by }) => by.startsWith('rustc'));
    expect(rust && median(rust)).toBeGreaterThan(0.08);
  });

  test('is measured again when it has changed, and nothing else is', () => {
    const before = times();
    edit(copy.dir, WAVES, '100_000', '200_000');
    expect(check('--locked').json()).toMatchObject({ exitCode: 1 });
    expect(check().exitCode).toBe(0);
    const after = times();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.seconds).not.toEqual(before[1]?.seconds);
  });

  test('keeps its time when all is verified anew, and gets another where that is asked for', () => {
    const before = readFileSync(join(copy.dir, MEASURED), 'utf8');
    expect(check('--fresh').json()).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(copy.dir, MEASURED), 'utf8')).toBe(before);
    const [python, rust] = times();
    expect(check('--measure').json()).toMatchObject({
      exitCode: 0,
      changed: expect.arrayContaining([MEASURED]),
    });
    expect(times()[0]?.seconds).not.toEqual(python?.seconds);
    expect(times()[1]?.seconds).not.toEqual(rust?.seconds);
  });

  test('is measured again where the file is cut short', () => {
    edit(copy.dir, MEASURED, '"program"', '');
    expect(check().json()).toMatchObject({ exitCode: 0, changed: expect.arrayContaining([MEASURED]) });
    expect(readTimes(copy.dir)).toMatchObject({ problems: [] });
    expect(times()).toHaveLength(2);
  });

  test.for([
    [
      'prints something else when it is optimised',
      '100_000u64;',
      'if cfg!(debug_assertions) { 9 } else { 8u64 };',
      /^`snippets\/waves.rs` has no wall time: when it was timed, it printed something else: `\d+`, not `\d+`$/,
    ],
    [
      'fails when it is optimised',
      '100_000u64;',
      '100_000u64;\n    assert!(cfg!(debug_assertions), "the mast broke");',
      /has no wall time: when it was timed, it ended with exit code 101: the mast broke$/,
    ],
    ['has no main', 'fn main', 'pub fn row', /has no wall time: without a `main` it is only compiled$/],
  ] as const)('has none, and is told, where it %s', ([, from, to, message]) => {
    edit(copy.dir, WAVES, from, to);
    const document = check().json();
    expect(document).toMatchObject({ exitCode: 1 });
    expect(errorsOf(document)).toMatchObject([
      { kind: 'untimed', file: SECTION, line: 19, message: expect.stringMatching(message) },
    ]);
    expect(readTimes(copy.dir).times.size, 'the other one stays').toBe(1);
  });
});
