import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { functionsOf, moduleFile, readWasmRecord, wasmKey } from '../../../scripts/verify/wasm/record.ts';
import { oxideck } from '../../support/cli.ts';
import { fixture, ROOT } from '../../support/fixtures.ts';
import { readFolder } from '../../support/folders.ts';
import { edit } from '../../support/scratch.ts';
import { copyOf, type TemporaryFolder } from '../../support/temporary.ts';

const ARITHMETIC = fixture('talks/arithmetic');
const SOURCE = 'snippets/wasm/sums.rs';
const MODULE = moduleFile(SOURCE);

describe('the record of what slides run', () => {
  let copy: TemporaryFolder;
  const check = (...args: string[]) =>
    oxideck(['check', '--json', '--talk', copy.dir, ...args], { withoutTools: true });

  beforeEach(() => {
    copy = copyOf(ARITHMETIC);
  });
  afterEach(() => copy[Symbol.dispose]());

  test.for([
    [ROOT, 'snippets/wasm/loan.rs'],
    [ARITHMETIC, SOURCE],
  ])('in %s stands for the source %s, in a few kilobytes', ([dir = '', path = '']) => {
    const { modules, problems } = readWasmRecord(dir);
    const found = modules.get(wasmKey(readFileSync(join(dir, path), 'utf8')));
    expect(problems).toEqual([]);
    expect(found?.rustc).toMatch(/^rustc \d+\.\d+/);
    expect(found?.wasm.length).toBeLessThan(4096);
    expect(functionsOf(found?.wasm ?? Buffer.of())).not.toEqual([]);
    expect(found?.wasm.toString('latin1'), 'no path of the machine').not.toMatch(
      /\/(?:home|root|tmp|Users)\//,
    );
  });

  test.for([[], ['--fresh'], ['--locked'], ['--fresh', '--locked']])(
    'answers without any tool, with %s',
    args => {
      const before = readFolder(join(copy.dir, 'snippets/verified'));
      expect(check(...args).json()).toMatchObject({ exitCode: 0, changed: [], problems: [] });
      expect(readFolder(join(copy.dir, 'snippets/verified'))).toEqual(before);
    },
  );

  test('counts for nothing when the source has changed', () => {
    edit(copy.dir, SOURCE, 'whole / parts', 'parts / whole');
    expect(check().json()).toMatchObject({
      exitCode: 3,
      problems: [{ kind: 'unverified', file: 'slides/sections/sums.md', line: 7 }],
    });
  });

  test('counts for nothing when a byte of the module has changed, and a person is told', () => {
    const path = join(copy.dir, MODULE);
    const wasm = readFileSync(path);
    wasm[wasm.length - 1] = (wasm.at(-1) ?? 0) ^ 1;
    writeFileSync(path, wasm);
    expect(check().json()).toMatchObject({
      exitCode: 3,
      problems: [{ kind: 'corrupt-record', file: MODULE }, { kind: 'unverified' }],
    });
    expect(readFileSync(path), 'the file is left for who can mend it').toEqual(wasm);
  });

  test.for([
    ['"rustc": "rustc ', '"rustc": "rustc 9'],
    ['"bytes": ', '"bytes": 1'],
    ['"seal": "', '"seal": "0'],
    ['{', ''],
  ])('counts for nothing when %s of the file beside it has become %s', ([from = '', to = '']) => {
    edit(copy.dir, `${MODULE}.json`, from, to);
    expect(check().json()).toMatchObject({
      exitCode: 3,
      problems: [{ kind: 'corrupt-record', file: MODULE }, { kind: 'unverified' }],
    });
  });

  test('loses what no slide runs any more', () => {
    rmSync(join(copy.dir, 'slides/sections/sums.md'));
    rmSync(join(copy.dir, 'slides/audiences/clerks.yaml'));
    rmSync(join(copy.dir, SOURCE));
    expect(check('--locked').json()).toMatchObject({ exitCode: 1, changed: [MODULE, `${MODULE}.json`] });
    expect(check().json()).toMatchObject({ exitCode: 0, changed: [MODULE, `${MODULE}.json`] });
    expect(readWasmRecord(copy.dir).files.size).toBe(0);
  });

  test('is held against what the slides expect', () => {
    edit(copy.dir, 'slides/sections/sums.md', 'expect="171"', 'expect="172"');
    edit(copy.dir, 'slides/sections/sums.md', ':args="[27]" expect="111"', ':args="[0]"');
    edit(copy.dir, 'slides/sections/sums.md', ':ranges="[[0, 2000, 100], null]"', '');
    edit(copy.dir, 'slides/sections/sums.md', '[9007199254740993, 18014398509481986]', '[1, 0]');
    const { exitCode, stderr } = check();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('`gcd(1, 0)` is 1, not `9007199254740993`');
    expect(stderr).toContain('`share(1200, 7)` is 171, not `172`');
    expect(stderr).toContain('`steps(0)` gives no result: it did not end within 2 s');
  });

  test('tells of a program that panics on the values that its slide begins with', () => {
    edit(copy.dir, 'slides/sections/sums.md', ':args="[1200, 7]"', ':args="[1200, 0]"');
    expect(check().json()).toMatchObject({
      exitCode: 1,
      problems: [{ kind: 'wasm-fault', message: '`share(1200, 0)` gives no result: it panicked' }],
    });
  });
});
