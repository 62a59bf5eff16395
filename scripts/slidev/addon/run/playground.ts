import type { RunnableProgram } from './program.ts';

const ADDRESS = 'https://play.rust-lang.org';
/** How long the Playground may take before what is recorded is shown, in milliseconds. */
const PATIENCE = 3000;
/** What a slide can hold, and more. */
const MAX_OUTPUT = 256 * 1024;
const RE_MAIN = /\bfn\s+main\s*\(/;
const RE_CARGO = /^ *(?:Compiling|Finished|Running) .*\n?/gm;
const RE_ABORTED = /\n*(?:For more information about this error.*\n)?error: could not compile [\s\S]*$/;

/** What the Playground says of a program. */
export interface PlaygroundAnswer {
  stdout: string;
  stderr: string;
  rejected: boolean;
  success: boolean;
}

/** Servers refuse a longer first line of a request, mostly; a program of 150 lines has a shorter one. */
const MAX_LINK = 8000;

/** Where a reader can run the program; undefined for one that no link can hold. */
export function playgroundLink({ edition, tests }: RunnableProgram, text: string): string | undefined {
  const query = { version: 'stable', mode: 'debug', edition, ...(tests ? { test: 'true' } : {}), code: text };
  const link = `${ADDRESS}/?${new URLSearchParams(query)}`;
  return link.length > MAX_LINK ? undefined : link;
}

/**
 * Asks the public Playground to run a program; undefined when it does not answer in time, or not as it should.
 * https://github.com/rust-lang/rust-playground
 */
export async function askPlayground(
  { edition, tests }: RunnableProgram,
  text: string,
  signal: AbortSignal,
): Promise<PlaygroundAnswer | undefined> {
  const crateType = RE_MAIN.test(text) ? 'bin' : 'lib';
  const asked = { channel: 'stable', mode: 'debug', edition, crateType, tests, code: text, backtrace: false };
  try {
    const response = await fetch(`${ADDRESS}/execute`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(asked),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    return response.ok ? readAnswer(await response.json()) : undefined;
  } catch {
    // No network, no answer in time, or no JSON: the slide shows what is recorded.
    return undefined;
  }
}

/** The answer, if it is one. */
export function readAnswer(answer: unknown): PlaygroundAnswer | undefined {
  const { success, stdout, stderr } = (answer ?? {}) as Record<string, unknown>;
  if (typeof success !== 'boolean' || typeof stdout !== 'string' || typeof stderr !== 'string')
    return undefined;
  const said = stderr.slice(0, MAX_OUTPUT).replace(RE_CARGO, '');
  const rejected = !success && RE_ABORTED.test(said);
  return {
    stdout: stdout.slice(0, MAX_OUTPUT),
    stderr: rejected ? said.replace(RE_ABORTED, '\n') : said,
    rejected,
    success,
  };
}
