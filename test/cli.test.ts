import { describe, expect, test } from 'vitest';
import { oxideck } from './support/cli.ts';
import { SOUND } from './support/decks.ts';
import { fixture } from './support/fixtures.ts';

const HELP = oxideck(['--help']).stdout;
const COMMANDS = [...HELP.matchAll(/^ {2}(\w+) (?:\[|<|\s{2})/gm)].map(match => match[1] ?? '');

describe('the help', () => {
  test('lists the commands', async () => {
    await expect(HELP).toMatchFileSnapshot(fixture('help', 'oxideck.txt'));
    expect(COMMANDS).toEqual(expect.arrayContaining(['build', 'check', 'plan', 'dev', 'doctor']));
  });

  test.for(COMMANDS.filter(command => command !== 'help'))('of %s lists its options', async command => {
    const { exitCode, stdout, stderr } = oxideck([command, '--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(fixture('help', `${command}.txt`));
  });
});

describe('a slip on the command line', () => {
  test.for([
    [['plan', 'bakers', '--minuts', '5'], "unknown option '--minuts'", 'Did you mean --minutes?'],
    [['plna', 'bakers'], "unknown command 'plna'", 'Did you mean plan?'],
    [['plan'], "missing required argument 'audience'", 'oxideck --help'],
    [['plan', 'baker'], 'unknown audience `baker`: did you mean `bakers`?', '`bakers` and `welders`'],
  ] as const)('%s ends with 2 and says what was meant', ([args, message, help]) => {
    const { exitCode, stdout, stderr } = oxideck(['--talk', SOUND, ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });

  test.for(['-5', 'five', '0', '', '0x10', '1e3', 'Infinity', '9'.repeat(400)])(
    '--minutes %s ends with 2 and says what minutes are',
    minutes => {
      const { exitCode, stderr } = oxideck(['--talk', SOUND, 'plan', 'bakers', `--minutes=${minutes}`]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain("option '--minutes <n>' argument");
      expect(stderr).toContain('a number above 0');
    },
  );

  test.for(['present', 'dev'])('of %s, a port that cannot be ends with 2', command => {
    for (const port of ['99999', '65536', '0', '-1', '1.5', '0x10', '1e3', '', 'http']) {
      const { exitCode, stderr } = oxideck([
        '--talk',
        SOUND,
        command,
        'bakers',
        '--no-open',
        `--port=${port}`,
      ]);
      expect({ port, exitCode }).toEqual({ port, exitCode: 2 });
      expect(stderr).toContain('a whole number from 1 to 65535');
    }
  });

  test('a folder without a talk ends with 2', () => {
    const { exitCode, stderr } = oxideck(['--talk', fixture('no-talk'), 'plan', 'bakers']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('it has no folder `slides`');
    expect(stderr).toContain('--talk DIR');
  });
});

describe('a faulty talk', () => {
  const faulty = fixture('talks/faulty/several-problems-at-once');

  test('ends with 1 and tells every problem to people', () => {
    const { exitCode, stdout, stderr } = oxideck(['--talk', faulty, 'plan', 'crew']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr.match(/^error\[/gm)).toHaveLength(4);
    expect(stderr).toContain('the talk has 4 problems');
  });

  test('tells them in one document to programs', () => {
    const { exitCode, json } = oxideck(['--talk', faulty, '--json', 'plan', 'crew']);
    expect(json()).toMatchObject({
      exitCode,
      problems: Array.from({ length: 4 }, () => expect.anything()),
    });
  });

  test('is told also when quiet', () => {
    expect(oxideck(['--talk', faulty, '--quiet', 'plan', 'crew']).stderr).toContain('unknown-claim');
  });
});

test.for([
  [['plan', 'baker'], 'did you mean `bakers`'],
  [['plan'], "missing required argument 'audience'"],
  [['plna'], "unknown command 'plna'"],
] as const)('the slip %s is one document, too, where one is asked for', ([args, message]) => {
  const { exitCode, json } = oxideck(['--talk', SOUND, '--json', ...args]);
  expect(exitCode).toBe(2);
  expect(json()).toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
});
