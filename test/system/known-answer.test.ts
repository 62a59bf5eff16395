import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';

/** A tool in a cache of its own; `ask` hands over what it would say if it were started. */
function makeTool() {
  const folder = temporaryFolder();
  const executable = join(folder.dir, 'tool');
  const answers = join(folder.dir, 'oxideck/tools');
  writeFileSync(executable, 'the first');
  return {
    executable,
    answers,
    ask(answer: string, asked = executable) {
      const args = [fixture('processes/asks-once.mjs'), asked, answer];
      const env = { ...process.env, XDG_CACHE_HOME: folder.dir };
      const { stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: folder.dir,
        encoding: 'utf8',
        env,
      });
      expect(stderr).toBe('');
      return JSON.parse(stdout) as { given?: string; started: boolean };
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

test('a tool is asked once, until another one is in its place', () => {
  using tool = makeTool();
  expect(tool.ask('1.0')).toEqual({ given: '1.0', started: true });
  expect(tool.ask('1.1')).toEqual({ given: '1.0', started: false });
  // Of the same size, and maybe of the same moment.
  writeFileSync(`${tool.executable}.new`, 'the other');
  renameSync(`${tool.executable}.new`, tool.executable);
  expect(tool.ask('2.0')).toEqual({ given: '2.0', started: true });
});

test('a damaged answer is not believed', () => {
  using tool = makeTool();
  tool.ask('1.0');
  const [name = ''] = readdirSync(tool.answers);
  const file = join(tool.answers, name);
  const text = readFileSync(file, 'utf8');
  for (const damaged of ['', text.slice(0, -2), text.replace('1.0', '9.0')]) {
    writeFileSync(file, damaged);
    expect(tool.ask('2.0'), damaged).toEqual({ given: '2.0', started: true });
  }
});

test('what gives no answer, or is only a name, is asked each time', () => {
  using tool = makeTool();
  for (let time = 0; time < 2; time++) {
    expect(tool.ask('')).toEqual({ started: true });
    expect(tool.ask('1.0', 'tool')).toEqual({ given: '1.0', started: true });
  }
});

test('without a cache to write to, a tool is asked each time', () => {
  using tool = makeTool();
  mkdirSync(join(tool.answers, '..'));
  writeFileSync(tool.answers, '');
  for (let time = 0; time < 2; time++) expect(tool.ask('1.0')).toEqual({ given: '1.0', started: true });
});
