import { cpSync, readdirSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAN_SUPERVISE } from '../../../scripts/system/limits.ts';
import { fixture, ROOT } from '../../support/fixtures.ts';
import { expectNoTrace, type Run, startOxideck, type Variables } from '../../support/run-oxideck.ts';
import { temporaryFolder } from '../../support/scratch.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../../support/tools.ts';

const FOLDER = fixture('hostile');

/** Checks what is out to do harm, and holds the check to leaving nothing behind. */
async function check(args: readonly string[], variables: Variables = {}): Promise<Run> {
  using scratch = temporaryFolder();
  const running = startOxideck(['check', ...args], { TMPDIR: scratch.dir, ...variables });
  const run = await running.end;
  expectNoTrace(run);
  expect(running.orphans(scratch.dir)).toEqual([]);
  expect(readdirSync(scratch.dir)).toEqual([]);
  // What a program prints must not steer the terminal.
  expect(run.stderr).not.toMatch(/[\0-\x08\v-\x1f\x7f]/);
  return run;
}

/** The report without what a tool said, which changes with its versions, and without times. */
function told({ exitCode, stderr }: Run, folder: string): string {
  const lines = stderr
    .replaceAll(`${relative(ROOT, folder)}/`, '')
    .split('\n')
    .filter(line => !line.startsWith('   | ') && !line.includes('asking rust-analyzer'))
    .map(line => line.replace(/ +\d+\.\d s$/, ''));
  return [...lines, `exit code ${exitCode}`, ''].join('\n');
}

describe.skipIf(!HAS_RUSTC || !CAN_SUPERVISE)('programs that are out to do harm', () => {
  test.for(['run', 'compile'])('are ended one by one, and their neighbours judged: %s', async name => {
    const folder = join(FOLDER, name);
    const run = await check([relative(ROOT, folder), '--fresh', '--edition', '2021']);
    await expect(told(run, folder)).toMatchFileSnapshot(join(FOLDER, `${name}.expected.txt`));
  });

  test.for(['build-script', 'macro', 'python'])('are ended in a talk: %s', async (name, { skip }) => {
    if (name === 'python' && !HAS_PYTHON) skip();
    using copy = temporaryFolder();
    cpSync(join(FOLDER, name), copy.dir, { recursive: true });
    const run = await check(['--talk', copy.dir]);
    await expect(told(run, copy.dir)).toMatchFileSnapshot(join(FOLDER, `${name}.expected.txt`));
  });

  test('have verdicts that say what ended them', async () => {
    const files = ['forks-twice-each', 'fills-the-disk', 'prints-a-gigabyte', 'kills-its-parent'];
    const paths = files.map(name => relative(ROOT, join(FOLDER, `run/${name}.md`)));
    const { stdout } = await check([...paths, '--fresh', '--isolate', '--json', '--quiet']);
    const { programs, unenforced } = JSON.parse(stdout) as { programs: { ended: string }[]; unenforced: [] };
    expect(programs.map(({ ended }) => ended)).toEqual(['processes', 'disk', 'output', 'supervisor']);
    expect(unenforced).toEqual([]);
  });
});

describe.skipIf(!CAN_SUPERVISE)('a rustc that somebody ends', () => {
  test('has rejected nothing, and its failure is that of a tool', async () => {
    const PATH = [join(FOLDER, 'dying-rustc/bin'), process.env.PATH].join(delimiter);
    const folder = join(FOLDER, 'compile');
    const paths = ['innocent', 'rejected'].map(name => relative(ROOT, join(folder, `${name}.md`)));
    using cache = temporaryFolder();
    const run = await check([...paths, '--edition', '2021'], { PATH, XDG_CACHE_HOME: cache.dir });
    await expect(told(run, folder)).toMatchFileSnapshot(join(FOLDER, 'dying-rustc/expected.txt'));
  });
});
