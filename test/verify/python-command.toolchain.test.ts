import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pythonCommand } from '../../scripts/verify/judge.ts';
import type { Program } from '../../scripts/verify/programs/program.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { HAS_PYTHON, TOOLS } from '../support/tools.ts';

/** A comment that makes a program larger than an argument may be. */
const PADDING = `\n# ${'x'.repeat(200_000)}\n`;

async function runPython(text: string): Promise<{ stdout: string; stderr: string; status: number | null }> {
  using folder = temporaryFolder();
  const program = { text, crates: [], expectation: { outcome: 'pass' } } as unknown as Program;
  const [file, ...args] = await pythonCommand(program, { tools: TOOLS, externs: [] }, folder.dir);
  const { stdout, stderr, status } = spawnSync(file, args, { encoding: 'utf8', cwd: folder.dir });
  return { stdout, stderr, status };
}

describe.skipIf(!HAS_PYTHON)('a Python program that is too large for an argument', () => {
  test.for([
    'import sys\nprint(__name__, sys.argv, "é")',
    'def fails():\n    raise ValueError("no")\nfails()',
    'import sys\nsys.exit(3)',
    'print("half"\n',
    'import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))).__name__)',
  ])('does and says what a small one does: %j', async text => {
    const small = await runPython(text);
    const large = await runPython(text + PADDING);
    expect(large).toEqual(small);
  });
});
