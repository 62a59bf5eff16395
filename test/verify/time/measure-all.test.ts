import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { measureAll } from '../../../scripts/verify/time/measure-all.ts';
import { MEASURED, readTimes } from '../../../scripts/verify/time/record.ts';
import { oxideck } from '../../support/cli.ts';
import { fixture } from '../../support/fixtures.ts';
import { readFolder } from '../../support/folders.ts';
import { edit } from '../../support/scratch.ts';
import { sealAnew } from '../../support/times.ts';
import { copyOf, type TemporaryFolder } from '../../support/temporary.ts';

const REGATTA = fixture('talks/regatta');
const SECTION = 'slides/sections/main.md';
const PLACE = { file: SECTION, line: 12, slide: 'two-boats' };

describe('on a machine without any tool', () => {
  let copy: TemporaryFolder;
  const run = (...args: string[]) => oxideck([...args, '--json', '--talk', copy.dir], { withoutTools: true });
  const measured = () => readFileSync(join(copy.dir, MEASURED), 'utf8');

  beforeEach(() => {
    copy = copyOf(REGATTA);
  });
  afterEach(() => copy[Symbol.dispose]());

  test.for([[], ['--fresh'], ['--locked'], ['--fresh', '--locked'], ['--measure']])(
    'a check keeps what was measured, with %s',
    args => {
      const before = readFolder(copy.dir);
      expect(run('check', ...args).json()).toMatchObject({ exitCode: 0, changed: [], problems: [] });
      expect(readFolder(copy.dir)).toEqual(before);
    },
  );

  test('a check tells each time with what it belongs to, where it is asked for and nowhere else', () => {
    const { programs } = run('check').json() as { programs: { line: number; wallTime?: object }[] };
    expect(programs.map(({ line, wallTime }) => [line, wallTime !== undefined])).toEqual([
      [12, true],
      [19, true],
      [27, false],
    ]);
    expect(programs[1]?.wallTime).toEqual({
      median: expect.any(Number),
      seconds: expect.arrayContaining([expect.any(Number)]),
      by: expect.stringMatching(/^rustc \d/),
      flags: ['-Copt-level=3'],
      machine: {
        cpu: expect.any(String),
        cores: expect.any(Number),
        system: expect.stringMatching(/^Linux/),
      },
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });

  test('a check without the file says what is missing, and for want of which tool', () => {
    rmSync(join(copy.dir, MEASURED));
    const { problems, ...rest } = run('check').json() as { problems: { kind: string; message: string }[] };
    expect(rest).toMatchObject({ exitCode: 3, changed: [] });
    expect(problems).toMatchObject([
      { kind: 'unverified', ...PLACE, message: expect.stringMatching(/not measured, and python3 is not/) },
      {
        kind: 'unverified',
        line: 19,
        message: expect.stringMatching(/`snippets\/waves.rs` .* rustc is not/),
      },
    ]);
  });

  test.for([
    ['check', '--locked'],
    ['check', '--fresh', '--locked'],
    ['build', '--formats', 'web'],
  ])('without the file, %s stops at each place that asks for a time', args => {
    rmSync(join(copy.dir, MEASURED));
    expect(run(...args).json()).toMatchObject({
      exitCode: 1,
      problems: [
        { kind: 'unmeasured', ...PLACE, help: expect.stringContaining('run `oxideck check`') },
        { kind: 'unmeasured', ...PLACE, line: 19, message: expect.stringContaining('`snippets/waves.rs`') },
      ],
    });
  });

  test('a time that was changed by hand is told, and counts for nothing', () => {
    edit(copy.dir, MEASURED, '"date": "20', '"date": "21');
    const before = measured();
    expect(run('check', '--locked').json()).toMatchObject({
      exitCode: 1,
      changed: [MEASURED],
      problems: [
        { kind: 'corrupt-record', file: MEASURED, line: 3 },
        { kind: 'unmeasured', ...PLACE },
        { kind: 'outdated-record', file: MEASURED },
      ],
    });
    expect(measured(), 'nothing is written').toBe(before);
  });

  test('a time that no slide asks for any more leaves the file, and the last one takes the file along', () => {
    edit(copy.dir, SECTION, 'python,output,time', 'python,output');
    expect(run('check', '--locked').json()).toMatchObject({ exitCode: 1, changed: [MEASURED] });
    expect(run('check').json()).toMatchObject({ exitCode: 0, changed: [MEASURED] });
    expect(readTimes(copy.dir).times.size).toBe(1);
    edit(copy.dir, SECTION, 'rust,output,time', 'rust,output');
    expect(run('check').json()).toMatchObject({ exitCode: 0, changed: [MEASURED] });
    expect(readTimes(copy.dir).files.size).toBe(0);
  });

  test('whoever looks at some slides only takes no time out of the file', async () => {
    const before = measured();
    const tools = { toolchain: {}, rustc: 'rustc', cargo: 'cargo', python: 'python3' };
    const options = { talkDir: copy.dir, cacheDir: join(copy.dir, '.oxideck'), tools };
    expect(await measureAll([], { ...options, mode: 'add' })).toMatchObject({ changed: [], problems: [] });
    expect(measured()).toBe(before);
    expect(await measureAll([], { ...options, mode: 'replace' })).toMatchObject({ changed: [MEASURED] });
    expect(readTimes(copy.dir).times.size).toBe(0);
  });

  test('two times of a slide that are of different machines are told', () => {
    writeFileSync(join(copy.dir, MEASURED), sealAnew(measured(), 1, { cpu: 'Harbour 9' }));
    expect(run('check').json()).toMatchObject({
      exitCode: 0,
      problems: [
        {
          ...{ kind: 'different-machines', severity: 'warning', line: 19 },
          message: expect.stringMatching(
            /different machines: .*, 2 cores, Linux x64, and Harbour 9, 2 cores, Linux x64/,
          ),
          help: expect.stringContaining('--measure'),
        },
      ],
    });
  });

  test('runs that differ too much are told', () => {
    writeFileSync(join(copy.dir, MEASURED), sealAnew(measured(), 0, {}, [0.03, 0.031, 0.0301, 0.09, 0.03]));
    expect(run('check').json()).toMatchObject({
      exitCode: 0,
      problems: [
        {
          kind: 'unsteady',
          severity: 'warning',
          ...PLACE,
          message: expect.stringContaining('30.0 to 90.0 ms'),
        },
      ],
    });
  });
});

test('to measure anew and to leave all as it is contradict each other', () => {
  const { exitCode, stderr } = oxideck(['check', '--measure', '--locked', '--talk', REGATTA]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("'--measure' cannot be used with option '--locked'");
});
