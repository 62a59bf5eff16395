import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, findWasmCompiler } from '../../../scripts/verify/wasm/compiler.ts';
import { functionsOf, moduleFile, readWasmRecord } from '../../../scripts/verify/wasm/record.ts';
import { oxideck } from '../../support/cli.ts';
import { fixture } from '../../support/fixtures.ts';
import { readFolder } from '../../support/folders.ts';
import { edit } from '../../support/scratch.ts';
import { copyOf } from '../../support/temporary.ts';

const ARITHMETIC = fixture('talks/arithmetic');
const SOURCE = 'snippets/wasm/sums.rs';
const compiler = await findWasmCompiler();

if (!compiler) {
  process.stderr.write('WebAssembly tests: SKIPPED: no rustc here builds for wasm32-unknown-unknown\n');
}

describe.skipIf(!compiler)('a rustc that builds for the browser', () => {
  test('builds the same bytes from the same source, and those of the record where it is the same rustc', async () => {
    if (!compiler) return;
    const source = readFileSync(join(ARITHMETIC, SOURCE), 'utf8');
    const [first, second] = [
      await build(source, 'sums.rs', compiler),
      await build(source, 'sums.rs', compiler),
    ];
    if (!('wasm' in first)) throw new Error(first.said);
    expect(second).toEqual(first);
    expect(functionsOf(first.wasm)).toEqual(['gcd', 'share', 'steps', 'mean', 'leap']);
    const [recorded] = [...readWasmRecord(ARITHMETIC).modules.values()];
    if (recorded?.rustc === compiler.version) expect(first.wasm).toEqual(recorded.wasm);
  });

  test('makes the record anew where it is gone, changed or asked for', () => {
    using copy = copyOf(ARITHMETIC);
    const check = (...args: string[]) => oxideck(['check', '--json', '--talk', copy.dir, ...args]).json();
    expect(check('--fresh').exitCode).toBe(0);
    const built = readFolder(join(copy.dir, 'snippets/verified'));
    edit(copy.dir, `${moduleFile(SOURCE)}.json`, '"seal": "', '"seal": "0');
    expect(check()).toMatchObject({
      exitCode: 0,
      problems: [{ kind: 'corrupt-record', severity: 'warning' }],
    });
    expect(readFolder(join(copy.dir, 'snippets/verified'))).toEqual(built);
    expect(check('--fresh', '--locked')).toMatchObject({ exitCode: 0, changed: [], problems: [] });
  });

  test("tells what rustc says of a program that does not build, with the source's line", () => {
    using copy = copyOf(ARITHMETIC);
    edit(copy.dir, SOURCE, 'whole / parts', 'whole / part');
    const { exitCode, json } = oxideck(['check', '--json', '--talk', copy.dir]);
    expect(exitCode).toBe(1);
    expect(json()).toMatchObject({
      problems: [
        {
          kind: 'wasm-build',
          file: SOURCE,
          line: 8,
          detail: expect.stringContaining('cannot find value `part`'),
        },
      ],
    });
  });

  test('is held to what the source says that a page can call', () => {
    using copy = copyOf(ARITHMETIC);
    edit(
      copy.dir,
      SOURCE,
      '#[no_mangle]\npub extern "C" fn share',
      '#[cfg(test)]\n#[no_mangle]\npub extern "C" fn share',
    );
    edit(
      copy.dir,
      SOURCE,
      '#[no_mangle]\npub extern "C" fn gcd',
      'extern "C" { fn ask() -> u64; }\n#[no_mangle]\npub extern "C" fn gcd',
    );
    edit(copy.dir, SOURCE, 'if b == 0 { a }', 'if b == 0 { unsafe { ask() } }');
    const { exitCode, stderr } = oxideck(['check', '--talk', copy.dir]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error[wasm-import]: `snippets/wasm/sums.rs` wants `env.ask` from the page');
    expect(stderr).toContain('has no function `share`');
  });
});
