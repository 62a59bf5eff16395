import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { fixture, ROOT } from '../support/fixtures.ts';
import { readFolder } from '../support/folders.ts';
import { copyOf } from '../support/temporary.ts';
import { HAS_PYTHON, HAS_RUSTC, TOOLS } from '../support/tools.ts';

const RECORD = 'snippets/verified';
/** Crates that were never built here take their time. */
const COLD_BUILD = 300_000;

interface Checked {
  summary: object;
  programs: { recorded?: boolean }[];
  problems: unknown[];
  remarks: string[];
  changed: string[];
}

/** In the output of the run: what was not verified is not to be taken for verified. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

test.skipIf(!HAS_RUSTC || !HAS_PYTHON)(
  'the record of the talk that comes with Oxideck is what this machine finds',
  { timeout: COLD_BUILD },
  () => {
    using copy = copyOf(ROOT, 'slides', 'snippets');
    const before = readFolder(join(ROOT, RECORD));
    const { rustc, python } = JSON.parse(before['toolchain.json'] ?? '{}');
    const same = rustc === TOOLS.toolchain.rustc && python === TOOLS.toolchain.python;
    if (!same) say(`another toolchain than the record's: ${rustc}, ${python}`);
    // As continuous integration does it; another toolchain must change the record.
    const options = ['--fresh', '--json', ...(same ? ['--locked'] : [])];
    const { exitCode, json } = oxideck(['check', '--talk', copy.dir, ...options]);
    const { summary, problems, remarks, changed } = json() as unknown as Checked;
    // Programs whose crates are out of reach keep the verdicts that they have.
    for (const remark of remarks) say(`recorded, not verified here: ${remark}`);
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
    expect(summary).toMatchObject({ failed: 0, unverified: 0 });
    const after = readFolder(join(copy.dir, RECORD));
    expect(Object.keys(after)).toEqual(Object.keys(before));
    if (!same) return;
    expect(changed).toEqual([]);
    expect(after).toEqual(before);
  },
);

test.skipIf(!HAS_RUSTC || !HAS_PYTHON)(
  'where crates are out of reach, their programs keep their verdicts and the others are verified',
  () => {
    using copy = copyOf(ROOT, 'slides', 'snippets');
    using empty = copyOf(fixture('no-talk'));
    const env = { CARGO_HOME: empty.dir, CARGO_NET_OFFLINE: 'true' };
    const { exitCode, stderr, json } = oxideck(['check', '--talk', copy.dir, '--fresh', '--json'], { env });
    const { summary, programs, remarks } = json() as unknown as Checked;
    expect(exitCode).toBe(0);
    expect(remarks).not.toEqual([]);
    for (const remark of remarks) expect(remark).toContain('out of reach');
    expect(stderr).toContain('recorded, not verified here');
    expect(summary).toMatchObject({ failed: 0, unverified: 0 });
    // What is ignored was neither recorded nor verified.
    expect(new Set(programs.flatMap(({ recorded }) => recorded ?? []))).toEqual(new Set([true, false]));
    expect(Object.keys(readFolder(join(copy.dir, RECORD)))).toEqual(
      Object.keys(readFolder(join(ROOT, RECORD))),
    );
  },
);
