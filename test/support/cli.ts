import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { fixture, ROOT } from './fixtures.ts';

export interface CliResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** The document that `--json` printed. */
  json(): Record<string, unknown>;
}

export interface CliOptions {
  /** Finds no tool, as where nothing is installed. */
  withoutTools?: boolean;
  /** Variables besides those of the test. */
  env?: Record<string, string>;
  /** The working folder. Default: the repository's. */
  cwd?: string;
}

/** Runs `oxideck` as a person would, and holds it to what is true of every run. */
export function oxideck(args: readonly string[], options: CliOptions = {}): CliResult {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const result = spawnSync(process.execPath, [join(ROOT, 'scripts/oxideck.mjs'), ...args], {
    cwd: options.cwd ?? ROOT,
    encoding: 'utf8',
    env: {
      ...env,
      ...options.env,
      ...(options.withoutTools ? { PATH: fixture('no-talk') } : {}),
    },
  });
  const stdout = stripVTControlCharacters(result.stdout);
  const stderr = stripVTControlCharacters(result.stderr);
  expect(`${stdout}${stderr}`, 'no stack trace').not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  return {
    exitCode: result.status,
    stdout,
    stderr,
    json: () => readDocument(stdout),
  };
}

function readDocument(stdout: string): Record<string, unknown> {
  const document: unknown = JSON.parse(stdout);
  expect(document).toMatchObject({ schema: 1, exitCode: expect.any(Number) });
  return document as Record<string, unknown>;
}
