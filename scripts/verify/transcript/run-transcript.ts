import { mkdir, realpath, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { JudgeOptions } from '../judge.ts';
import { type End, execute } from '../judge-run.ts';
import type { Program } from '../programs/program.ts';
import { toolsOf } from '../programs/program-tools.ts';
import { canRun } from '../../system/run.ts';
import { parseTranscript } from '../../languages/console/transcript.ts';
import { namedFolders, transcriptEnvironment } from './transcript-environment.ts';
import { maskLine, terminalLines } from '../../languages/console/transcript-output.ts';
import type { Verdict } from '../../languages/verdict.ts';

/** Why a `cd` led nowhere, and what to do about it. */
interface Astray {
  fault: string;
  help: string;
}

/** How far a transcript came. */
export interface TranscriptRun {
  /** The commands that ran: all up to the first that failed. */
  ran: NonNullable<Verdict['commands']>;
  /** How the last of them ended. */
  end: Pick<End, 'exitCode' | 'signal' | 'cutOff'>;
  /** Why the last one, a `cd`, led nowhere. */
  astray?: Astray;
  /** What was masked in the output. */
  masked: string[];
}

/** Goes to a folder, and joins both streams where the command writes to them: its words stay words. */
const SHELL = '/bin/sh';
const AS_IN_A_TERMINAL = ['-c', 'cd "$1" && shift && exec "$@" 2>&1', 'sh'];
const ENV = '/usr/bin/env';

/** The first command of a transcript that this machine does not have; of other programs, none. */
export function missingCommand({ expectation, text }: Program): string | undefined {
  if (expectation.language !== 'console') return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const isThere = (name: string) => folders.some(folder => canRun(join(folder, name)));
  const names = parseTranscript(text).commands.flatMap(({ words }) => words[0] ?? []);
  if (!canRun(SHELL)) return SHELL;
  // One with a slash is made by the commands before it.
  return names.find(name => name !== 'cd' && !name.includes('/') && !isThere(name));
}

/** Runs the commands of a transcript one after the other in one new folder, until one fails. */
export async function runTranscript(
  program: Program,
  { tools, supervisor, signal }: JudgeOptions,
  scratch: string,
): Promise<TranscriptRun> {
  const { commands } = parseTranscript(program.text);
  const { timeout, mask = [] } = program.expectation;
  const folder = await makeFolder(scratch, 'run');
  const temporary = await makeFolder(scratch, 'temporary');
  const env = transcriptEnvironment(tools, folder, temporary);
  const masked = new Set<string>([...mask, ...(toolsOf(program).includes('rustc') ? ['downloads'] : [])]);
  const deadline = performance.now() + timeout * 1000;
  const ran: TranscriptRun['ran'] = [];
  let cwd = folder;
  let astray: Astray | undefined;
  let result: End = { stdout: '', stderr: '', exitCode: 0 };
  for (const { words, text } of commands) {
    const [name = '', ...args] = words;
    if (name === 'cd') {
      const entered = await enter(cwd, words[1] ?? '', folder);
      if ('folder' in entered) cwd = entered.folder;
      else astray = entered;
      result = { stdout: '', stderr: '', exitCode: astray ? 1 : 0 };
    } else {
      const file = name === 'python3' ? tools.python : name;
      const step = await makeFolder(scratch, `step-${ran.length + 1}`);
      const left = Math.max(1, deadline - performance.now()) / 1000;
      const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      result = await execute([ENV, ...variables, SHELL, ...AS_IN_A_TERMINAL, cwd, file, ...args], {
        scratch: step,
        timeout: left,
        supervisor,
        signal,
      });
    }
    const output = terminalLines(namedFolders(result.stdout, env, masked));
    ran.push({
      command: text,
      output: output.flatMap(line => maskLine(line, mask, masked) ?? []),
      ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    });
    if (result.exitCode !== 0 || result.cutOff) break;
  }
  const { exitCode, signal: killer, cutOff } = result;
  return {
    ran,
    end: {
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(killer === undefined ? {} : { signal: killer }),
      ...(cutOff ? { cutOff } : {}),
    },
    ...(astray ? { astray } : {}),
    masked: [...masked].sort(),
  };
}

async function makeFolder(scratch: string, name: string): Promise<string> {
  await mkdir(join(scratch, name));
  // Where the way to it holds a link, commands name the folder that it leads to.
  return realpath(join(scratch, name));
}

/** The folder to go on in, or why there is none: it is missing, or a link leads out. */
async function enter(cwd: string, to: string, root: string): Promise<{ folder: string } | Astray> {
  try {
    const folder = await realpath(join(cwd, to));
    if (!`${folder}/`.startsWith(`${root}/`)) {
      const help = 'stay within it: all that a transcript needs is made there';
      return { fault: 'leaves the folder of the transcript', help };
    }
    if ((await stat(folder)).isDirectory()) return { folder };
  } catch {
    // There is nothing of that name, which comes to the same.
  }
  const help = 'mend its name, or let a command before it make the folder';
  return { fault: 'finds no such folder in that of the transcript', help };
}
