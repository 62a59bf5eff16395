import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortProblems } from '../../../scripts/diagnostics/problem.ts';
import { formatTimes, MEASURED, parseTimes, readTimes } from '../../../scripts/verify/time/record.ts';
import type { WallTime } from '../../../scripts/verify/time/wall-time.ts';
import { fixture, listCases } from '../../support/fixtures.ts';
import { formatReport } from '../../support/report.ts';
import { copyOf } from '../../support/temporary.ts';

const ROWED: WallTime = {
  seconds: [0.0124, 0.0119, 0.0141],
  by: 'rustc 1.95.0',
  flags: ['-Copt-level=3'],
  machine: { cpu: 'Harbour 9', cores: 4, system: 'Linux x64' },
  date: '2026-11-22',
};
const ENTRIES = [
  { program: { name: 'waves.rs', key: 'b'.repeat(32) }, time: ROWED },
  { program: { name: 'main-1', key: 'a'.repeat(32) }, time: { ...ROWED, by: 'Python 3.14.0', flags: [] } },
];
const TEXT = formatTimes(ENTRIES).get(MEASURED) ?? '';

describe('the file of wall times', () => {
  test('is what a person can read, and holds what was measured', async () => {
    await expect(TEXT).toMatchFileSnapshot(fixture('measured/whole.json'));
    const { times, problems } = parseTimes(TEXT);
    expect(problems).toEqual([]);
    expect(times).toEqual(new Map(ENTRIES.map(({ program, time }) => [program.key, time])));
  });

  test('is the same in whatever order the programs come', () => {
    expect(formatTimes(ENTRIES.toReversed()).get(MEASURED)).toBe(TEXT);
  });

  test('is none where nothing is timed', () => {
    expect(formatTimes([])).toEqual(new Map());
  });

  test('is held to what was written: a change of any letter or digit is told, and counts for nothing', () => {
    const places = [...TEXT.matchAll(/[\p{L}\d]/gu)].map(match => match.index);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...'07xZ'), (at, letter) => {
        fc.pre(TEXT[at] !== letter);
        const { times, problems } = parseTimes(TEXT.slice(0, at) + letter + TEXT.slice(at + 1));
        expect(problems).not.toEqual([]);
        expect(times.size).toBeLessThan(2);
        for (const time of times.values()) expect(ENTRIES.map(entry => entry.time)).toContainEqual(time);
      }),
    );
  });
});

describe.for(listCases('measured/faulty'))('a file of wall times that is %s', name => {
  const { times, problems } = parseTimes(
    readFileSync(fixture('measured/faulty', name, 'measured.json'), 'utf8'),
  );

  test('is told with what to do', async () => {
    const report = formatReport(sortProblems(problems));
    await expect(report).toMatchFileSnapshot(fixture('measured/faulty', name, 'expected.txt'));
  });

  test('stops nothing, and keeps what was really measured', () => {
    expect(problems.map(({ severity }) => severity)).not.toContain('error');
    for (const time of times.values()) expect(ENTRIES.map(entry => entry.time)).toContainEqual(time);
  });
});

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.array(fc.jsonValue()).map(value => JSON.stringify(value)),
    fc.nat(TEXT.length).map(end => TEXT.slice(0, end)),
    fc.constantFrom(
      'null',
      '[null]',
      '[{"__proto__": {"key": "a"}}]',
      '[{"program": "waves.rs"}]',
      '{}',
      '\ufeff[]',
    ),
  );

  test('is read without a fault: as what was measured, or as a problem', () => {
    fc.assert(
      fc.property(text, written => {
        const { times, problems } = parseTimes(written);
        const empty = written.trim().replace(/\s/g, '') === '[]';
        expect(times.size + problems.length > 0 || empty).toBe(true);
        for (const { help, file, line } of problems) {
          expect(help).not.toBe('');
          expect(file).toBe(MEASURED);
          expect(line).toBeLessThanOrEqual(written.split('\n').length);
        }
      }),
    );
  });
});

describe('in the folder of a talk', () => {
  test('a file that is not there is no problem', () => {
    using copy = copyOf(fixture('no-talk'));
    expect(readTimes(copy.dir)).toEqual({ times: new Map(), files: new Map(), problems: [], unfinished: [] });
  });

  test('a folder in its place is told', () => {
    using copy = copyOf(fixture('no-talk'));
    mkdirSync(join(copy.dir, MEASURED), { recursive: true });
    expect(readTimes(copy.dir).problems).toMatchObject([{ kind: 'corrupt-record', file: MEASURED }]);
    rmSync(join(copy.dir, MEASURED), { recursive: true });
  });

  test('what a check left that was ended while it wrote is found', () => {
    using copy = copyOf(fixture('no-talk'));
    mkdirSync(join(copy.dir, 'snippets'), { recursive: true });
    writeFileSync(join(copy.dir, `${MEASURED}.4194304.new`), '[');
    expect(readTimes(copy.dir).unfinished).toEqual([`${MEASURED}.4194304.new`]);
  });
});
