import { describe, expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { fixture } from '../support/fixtures.ts';
import { copyOf } from '../support/temporary.ts';
import { edit } from '../support/scratch.ts';

const ALMANAC = fixture('talks/almanac');
const claims = (...args: string[]) => oxideck(['--talk', ALMANAC, ...args, 'claims']);

describe('the list of claims', () => {
  test('shows what cites each, what nothing cites, what is old or unchecked', async () => {
    const { exitCode, stdout, stderr } = claims();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(fixture('talks/almanac/expected/claims.txt'));
  });

  test('fits a terminal of 80 columns', () => {
    const own = oxideck(['claims']).stdout.split('\n');
    expect([...claims().stdout.split('\n'), ...own].filter(line => line.length > 80)).toEqual([]);
  });

  test('is one document for programs, with the day and the warnings', () => {
    const { exitCode, stderr, json } = claims('--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const document = json();
    expect(document).toMatchObject({ date: '2026-06-01' });
    expect(document.claims).toHaveLength(10);
    expect(document.claims).toContainEqual({
      id: 'new-lamp-saves',
      statement: expect.stringContaining('70 % less oil'),
      asOf: '2022-09',
      past: false,
      checked: 'excerpt',
      url: 'https://example.org/oil',
      file: 'slides/claims.yaml',
      line: expect.any(Number),
      cited: [
        {
          slide: 'savings',
          file: 'slides/sections/charts.md',
          line: expect.any(Number),
          where: 'chart',
          audiences: ['keepers'],
        },
      ],
      oldFor: ['keepers'],
    });
    const kinds = (document.problems as { kind: string }[]).map(problem => problem.kind);
    expect(kinds.toSorted()).toEqual(['old-claim', 'old-claim', 'unused-claim']);
  });

  test('of a talk with an error still shows what is there, and ends with 1', () => {
    using copy = copyOf(ALMANAC);
    edit(copy.dir, 'slides/sections/charts.md', '[@fog-is-wet]', '[@gulls-foretell]');
    const { exitCode, stdout, stderr } = oxideck(['--talk', copy.dir, 'claims']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error[unchecked-claim]: the claim `gulls-foretell` says `checked: no`');
    expect(stdout).toContain('10 claims: 9 cited, 1 never');
  });
});

test('the day of a talk without a date is that of the build', () => {
  using copy = copyOf(ALMANAC);
  edit(copy.dir, 'slides/talk.yaml', "date: '2026-06-01'\n", '');
  const oldOn = (epoch: string) => {
    const { json } = oxideck(['--talk', copy.dir, '--json', 'claims'], { env: { SOURCE_DATE_EPOCH: epoch } });
    const { date, problems } = json() as { date: string | null; problems: { kind: string }[] };
    return [date, problems.filter(problem => problem.kind === 'old-claim').length];
  };
  expect(oldOn('1659398400')).toEqual(['2022-08-02', 1]);
  expect(oldOn('0')).toEqual([null, 0]);
});

test('checking a talk warns of what has grown old, and does not fail for it', () => {
  using copy = copyOf(ALMANAC);
  const { exitCode, stderr } = oxideck(['--talk', copy.dir, 'check']);
  expect(exitCode).toBe(0);
  expect(stderr.match(/^warning\[old-claim\]/gm)).toHaveLength(2);
  expect(stderr).toContain('raise `maxClaimAge` in slides/audiences/keepers.yaml');
});
