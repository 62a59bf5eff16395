import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { findRustAnalyzer } from '../../../scripts/languages/rust/rust-analyzer.ts';
import { readRecord } from '../../../scripts/verify/record/record.ts';
import { takeHovers } from '../../../scripts/verify/hovers/take-hovers.ts';
import { oxideck } from '../../support/cli.ts';
import { fixture } from '../../support/fixtures.ts';
import { readFolder } from '../../support/folders.ts';
import { ORCHARD, ORCHARD_PROGRAMS } from '../../support/orchard.ts';
import { edit, temporaryFolder } from '../../support/scratch.ts';
import { copyOf } from '../../support/temporary.ts';
import { ANALYZER, HAS_RUSTC } from '../../support/tools.ts';

const RECORD = 'snippets/verified';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(!ANALYZER)('rust-analyzer', () => {
  test('knows the names of accepted and of rejected programs', async () => {
    if (!ANALYZER) return;
    const taken = await takeHovers(ORCHARD_PROGRAMS, { analyzer: ANALYZER, talkDir: ORCHARD });
    expect(taken.failure).toBeUndefined();
    const types = (id: string) =>
      [...taken.hovers].flatMap(([program, hovers]) =>
        program.snippets[0]?.slide === id ? hovers.map(({ type }) => type) : [],
      );
    expect(types('baskets')).toEqual(
      expect.arrayContaining(["let grams: Iter<'_, u32>", 'apples: Vec<u32>', 'fn weight(&self) -> u32']),
    );
    expect(types('types')).toEqual(expect.arrayContaining(['let mut weights: HashMap<&str, f64>']));
    expect(types('stolen')).toEqual(expect.arrayContaining(['let thief: Vec<i32>']));
  });

  test('is asked again when a program changes, and not when none does', { timeout: 60_000 }, () => {
    using copy = copyOf(ORCHARD);
    const check = () => oxideck(['check', '--talk', copy.dir]);
    expect(check().stderr).not.toContain('asking rust-analyzer');
    edit(copy.dir, 'slides/sections/names.md', 'vec![3, 4]', 'vec!["3", "4"]');
    expect(check().stderr).toContain('asking rust-analyzer');
    expect(Object.values(readFolder(join(copy.dir, RECORD))).join('')).toContain('let thief: Vec<&str>');
  });
});

describe.skipIf(!ANALYZER)('a program that calls a crate', () => {
  test('tells what the names from it are', { timeout: 60_000 }, () => {
    using copy = copyOf(ORCHARD);
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(copy.dir, path)), { recursive: true });
      writeFileSync(join(copy.dir, path), text);
    };
    const about = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2024"\n`;
    write('press/Cargo.toml', about('press'));
    write('press/src/lib.rs', '/// What is pressed.\npub struct Juice;\npub fn press() -> Juice { Juice }\n');
    write('snippets/Cargo.toml', `${about('orchard')}[dependencies]\npress = { path = "../press" }\n`);
    write('snippets/src/lib.rs', '');
    edit(
      copy.dir,
      'slides/sections/names.md',
      'let thief = pears;',
      'let thief = pears; let drink = press::press();',
    );
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir]);
    expect(exitCode, stderr).toBe(0);
    const record = Object.values(readFolder(join(copy.dir, RECORD))).join('');
    expect(record).toContain('"let drink: Juice"');
    expect(record).toContain('"pub fn press() -> Juice"');
  });
});

/** The tools that compile, and no others. */
function toolsAlone(dir: string): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  mkdirSync(join(dir, 'bin'));
  for (const tool of ['rustc', 'cargo', 'cc', 'gcc', 'ld', 'as']) {
    const found = folders.map(folder => join(folder, tool)).find(path => isThere(path));
    if (found) symlinkSync(found, join(dir, 'bin', tool));
  }
  return join(dir, 'bin');
}

function isThere(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!HAS_RUSTC)('where rust-analyzer is not installed', () => {
  test('hovers on record stay, and their absence is no change', () => {
    using copy = copyOf(ORCHARD);
    using tools = temporaryFolder();
    const env = { PATH: toolsAlone(tools.dir) };
    const before = readFolder(join(copy.dir, RECORD));
    const locked = oxideck(['check', '--talk', copy.dir, '--fresh', '--locked'], { env });
    const { rustc } = readRecord(copy.dir).toolchain ?? {};
    const same = oxideck(['doctor', '--json'], { env }).stdout.includes(rustc ?? 'none');
    expect(locked.exitCode, locked.stderr).toBe(same ? 0 : 1);
    expect(oxideck(['check', '--talk', copy.dir, '--fresh'], { env }).exitCode).toBe(0);
    const hovers = (record: Record<string, string>) =>
      Object.values(record).map(text => (JSON.parse(text) as { hovers?: object }).hovers);
    expect(hovers(readFolder(join(copy.dir, RECORD)))).toEqual(hovers(before));
  });

  test('one that only says that it is missing is none', async () => {
    using tools = temporaryFolder();
    const bin = toolsAlone(tools.dir);
    const stub = join(bin, 'rust-analyzer');
    writeFileSync(stub, '#!/bin/sh\necho "error: not installed" >&2\nexit 1\n');
    chmodSync(stub, 0o755);
    vi.stubEnv('PATH', bin);
    expect(await findRustAnalyzer()).toBeUndefined();
  });

  test('one that dies at its work leaves the check whole, which says so', () => {
    using copy = copyOf(ORCHARD);
    using tools = temporaryFolder();
    const bin = toolsAlone(tools.dir);
    const library = join(tools.dir, 'lib/rustlib/src/rust/library/std/src');
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, 'lib.rs'), '');
    const server = join(tools.dir, 'dies.mjs');
    copyFileSync(fixture('processes/tires-server.mjs'), server);
    const script = `#!/bin/sh\nexec ${process.execPath} ${server} "$@"\n`;
    writeFileSync(join(bin, 'rust-analyzer'), script, { mode: 0o755 });
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir, '--fresh'], { env: { PATH: bin } });
    expect(stderr).toMatch(/hovers are left out: rust-analyzer 0\.0\.0: it ended by itself/);
    expect(exitCode).toBe(0);
  });
});
