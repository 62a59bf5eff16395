import { describe, expect, test } from 'vitest';
import { type RunOptions, type RunResult, run } from '../../scripts/system/run.ts';
import { fixture } from '../support/fixtures.ts';

function runScript(script: string, options: Partial<RunOptions> = {}): Promise<RunResult> {
  return run(process.execPath, ['-e', script], {
    cwd: fixture(),
    env: {},
    ...options,
  });
}

describe('a process', () => {
  test('is told of by what it printed and how it ended', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3;';
    expect(await runScript(script)).toEqual({
      stdout: 'out\n',
      stderr: 'err\n',
      exitCode: 3,
    });
  });

  test('inherits no environment and has no input', async () => {
    const script =
      'process.stdin.on("data", () => {}).on("end", () => console.log(process.env.A, process.env.HOME))';
    expect(await runScript(script, { env: { A: 'a' } })).toMatchObject({
      stdout: 'a undefined\n',
    });
  });

  test('that takes too long is ended, and what it printed so far is kept', async () => {
    const script = 'console.log("so far"); setInterval(() => {}, 1000)';
    expect(await runScript(script, { timeout: 1000 })).toEqual({
      stdout: 'so far\n',
      stderr: '',
      signal: 'SIGKILL',
      cutOff: 'time',
    });
  });

  test('that prints too much is ended, and no more than that is kept', async () => {
    const script = 'setInterval(() => console.log("x".repeat(5000)), 1)';
    const { stdout, cutOff } = await runScript(script, {
      maxOutput: 20_000,
      timeout: 10_000,
    });
    expect([stdout.length, cutOff]).toEqual([20_000, 'output']);
  });

  test('is ended when the user interrupts', async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(), 300);
    const result = await runScript('setInterval(() => {}, 1000)', {
      signal: interruption.signal,
    });
    expect(result).toMatchObject({ cutOff: 'interrupted' });
  });

  test('is not begun after the user interrupted', async () => {
    const result = await runScript('console.log("begun")', {
      signal: AbortSignal.abort(),
    });
    expect(result).toEqual({ stdout: '', stderr: '', cutOff: 'interrupted' });
  });

  test('that cannot be found is an error that the caller can tell', async () => {
    await expect(run('no-such-tool', [], { cwd: fixture(), env: {} })).rejects.toThrow(/ENOENT/);
  });

  test('is over in its time, even if it left one behind in a session of its own', async () => {
    const start = performance.now();
    const file = fixture('processes/leaves-group.mjs');
    await run(process.execPath, [file], {
      cwd: fixture(),
      env: {},
      timeout: 500,
    });
    expect(performance.now() - start).toBeLessThan(2500);
  });
});
