import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oxideck } from '../../support/cli.ts';
import { fixture } from '../../support/fixtures.ts';
import { readFolder } from '../../support/folders.ts';
import { findProcesses } from '../../support/processes.ts';
import { copyOfObservatory, edit, temporaryFolder } from '../../support/scratch.ts';
import { copyOf } from '../../support/temporary.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../../support/tools.ts';

const SECTION = 'slides/sections/counting.md';
const RECORD = 'snippets/verified';

interface Entry {
  expectation?: string;
  [detail: string]: unknown;
}

function transcriptsOf(document: Record<string, unknown>): Entry[] {
  return (document.programs as Entry[]).filter(({ expectation }) => expectation?.startsWith('console'));
}

/** A talk of one transcript. */
function talkOf(words: string, ...lines: string[]) {
  const copy = copyOf(fixture('talks/verdicts/transcript-passes'));
  const fence = ['```console', words, '\n', ...lines.map(line => `${line}\n`), '```\n'].join('');
  writeFileSync(
    join(copy.dir, 'slides/sections/main.md'),
    `---\nsection: { title: A }\n---\n# A\n\n${fence}`,
  );
  return copy;
}

/** Where Cargo asks a registry that nobody serves. */
function unservedRegistry() {
  const folder = temporaryFolder();
  const config =
    '[source.crates-io]\nreplace-with = "gone"\n[source.gone]\nregistry = "sparse+http://127.0.0.1:9/"\n';
  writeFileSync(join(folder.dir, 'config.toml'), `${config}[net]\nretry = 0\n`);
  return folder;
}

describe.skipIf(!HAS_RUSTC || !HAS_PYTHON)('a transcript', () => {
  test('is counted, and told of with each command and its output', () => {
    using copy = copyOfObservatory();
    const { exitCode, json } = oxideck(['check', '--talk', copy.dir, '--json', '--fresh']);
    expect(exitCode).toBe(0);
    expect(json()).toMatchObject({ summary: { programs: 30, passed: 30 } });
    expect(transcriptsOf(json())).toEqual([
      expect.objectContaining({
        class: 'passed',
        recorded: false,
        stdout: expect.stringMatching(/^ {4}Creating [\s\S]*\nHello, world!$/),
        commands: [
          expect.objectContaining({ command: 'cargo new dome', exitCode: 0 }),
          { command: 'cd dome', output: [], exitCode: 0 },
          expect.objectContaining({ output: expect.arrayContaining(['   Compiling dome v0.1.0 (~/dome)']) }),
        ],
      }),
    ]);
  });

  test('has a record that holds no path and no time, and answers without any tool', () => {
    using copy = copyOfObservatory();
    const written = readFolder(join(copy.dir, RECORD));
    const file = Object.keys(written).find(name => written[name]?.includes('"console"')) ?? '';
    expect(written[file]).not.toMatch(/\/tmp\/|oxideck-|\d\.\d+s\b/);
    const { exitCode, json } = oxideck(['check', '--talk', copy.dir, '--json'], { withoutTools: true });
    expect(exitCode).toBe(0);
    expect(transcriptsOf(json())).toEqual([expect.objectContaining({ class: 'passed', recorded: true })]);
    edit(copy.dir, `${RECORD}/${file}`, 'Hello, world!', 'Hello, moon!');
    const again = oxideck(['check', '--talk', copy.dir, '--json'], { withoutTools: true });
    expect(again).toMatchObject({ exitCode: 3 });
    expect(again.stderr).toContain('the transcript is not in the record, and rustc is not installed');
  });

  test('is verified anew when its author writes another output, and not when it moves', () => {
    using copy = copyOfObservatory();
    edit(copy.dir, SECTION, '# The dome turns', 'Above it.\n\n# The dome turns');
    const moved = oxideck(['check', '--talk', copy.dir, '--json'], { withoutTools: true });
    expect(moved).toMatchObject({ exitCode: 0 });
    edit(copy.dir, SECTION, 'Hello, world!', 'Hello, dome!');
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('should print `Hello, dome!` here, but it prints `Hello, world!`');
  });

  test('fails for want of a registry where Cargo is told to be offline, too', () => {
    using copy = talkOf('', '$ cargo new boat', '$ cd boat', '$ cargo add itoa@=1.0.15');
    using home = temporaryFolder();
    const env = { CARGO_HOME: home.dir, CARGO_NET_OFFLINE: 'true' };
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir], { env });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'a registry is out of reach (error: the crate `itoa@=1.0.15` could not be found',
    );
  });

  test('keeps its verdict where a registry is out of reach, and fails where it has none', () => {
    using copy = talkOf('', '$ cargo new boat', '$ cd boat', '$ cargo add itoa@=1.0.15');
    using home = unservedRegistry();
    const options = { env: { CARGO_HOME: home.dir } };
    const check = (...args: string[]) => ['check', '--talk', copy.dir, '--json', ...args];
    const failed = oxideck(check(), options);
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(/main\.md:9[\s\S]*where the registry answers/);
    expect(failed.stderr).toMatch(/the transcript: a registry is out of reach \(.*127\.0\.0\.1.*\)/);
    if (oxideck(check()).exitCode !== 0) {
      process.stderr.write('not tried: no registry is in reach, so there is no record to keep\n');
      return;
    }
    const kept = oxideck(check('--fresh'), options);
    expect(kept.exitCode).toBe(0);
    expect(kept.stderr).toContain('recorded, not verified here: a registry is out of reach');
    expect(transcriptsOf(kept.json())).toEqual([expect.objectContaining({ recorded: true })]);
    expect(kept.json()).toMatchObject({ changed: [] });
  });

  test('that must fail does not, where it fails for want of a registry', () => {
    using copy = talkOf(',should_fail', '$ cargo new boat', '$ cd boat', '$ cargo add itoa');
    using home = unservedRegistry();
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir], { env: { CARGO_HOME: home.dir } });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('out of reach');
  });

  test('finds nothing of the user, and no input', () => {
    const script = "import os, sys; print(os.environ.get('SECRET'), repr(sys.stdin.read()), os.listdir())";
    using copy = talkOf('', `$ python3 -c "${script}"`, "None '' []");
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir], { env: { SECRET: 'combination' } });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  });

  test('takes what it started along when it is ended', () => {
    const child = "import subprocess; subprocess.run(['sleep', '86399'])";
    using copy = talkOf(',timeout=1s', `$ python3 -c "${child}"`);
    expect(oxideck(['check', '--talk', copy.dir]).exitCode).toBe(1);
    expect(findProcesses('no mark', 'sleep 86399')).toEqual([]);
  });

  test('may not use what another one made, or a folder that all builds share', () => {
    using home = temporaryFolder();
    using shared = temporaryFolder();
    writeFileSync(join(home.dir, 'config.toml'), `[build]\ntarget-dir = '${shared.dir}'\n`);
    using copy = talkOf(
      '',
      '$ cargo new boat',
      '$ cd boat',
      '$ cargo build',
      '...',
      '$ ./target/debug/boat',
      'Hello, world!',
    );
    edit(copy.dir, 'slides/talk.yaml', 'python3', './target/debug/boat');
    const { exitCode } = oxideck(['check', '--talk', copy.dir], { env: { CARGO_HOME: home.dir } });
    expect({ exitCode, shared: readFolder(shared.dir) }).toEqual({ exitCode: 0, shared: {} });
  });
});

test('in Markdown at large, a transcript is nobody’s program', () => {
  using folder = temporaryFolder();
  const file = join(folder.dir, 'README.md');
  writeFileSync(
    file,
    '# A\n\n```console\n$ rm -rf everything | true\n```\n\n```console,should_fail\n$ false\n```\n',
  );
  const { exitCode, stderr, json } = oxideck(['check', file, '--json']);
  expect(exitCode).toBe(0);
  expect(stderr).not.toContain('error');
  expect(json()).toMatchObject({ summary: { programs: 2, notRust: 2 }, problems: [] });
});

test('nothing runs that the talk does not allow', () => {
  using copy = copyOf(fixture('talks/faulty/forbidden-command'));
  const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('error[forbidden-command]');
  expect(Object.keys(readFolder(copy.dir)).filter(name => name.startsWith(RECORD))).toEqual([]);
});
