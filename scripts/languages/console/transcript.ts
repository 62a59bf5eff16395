import { posix } from 'node:path';
import type { Fault } from '../expectation.ts';
import { splitCommand } from './shell-words.ts';

/** A line of a fence; the fence's own line is 1. */
export interface FenceLine {
  text: string;
  line: number;
}

/** A command of a transcript. */
export interface Command extends FenceLine {
  /** Its name and arguments. */
  words: string[];
  /** What its author wrote below it: the output that it must have. Empty: any. */
  written: FenceLine[];
}

/** What is wrong with a line of a transcript. */
export type TranscriptFault = Fault & { line: number };

const RE_PROMPT = /^\$(?: (.*))?$/;
const RE_TRANSCRIPT = /^\$ /m;

/** Whether the text of a `console` fence holds commands; without, it is a listing. */
export function isTranscript(content: string): boolean {
  return RE_TRANSCRIPT.test(content);
}

/** Reads commands, each behind `$ `, and the output that is written below them. */
export function parseTranscript(content: string): { commands: Command[]; faults: TranscriptFault[] } {
  const commands: Command[] = [];
  const faults: TranscriptFault[] = [];
  const tell = (line: number, kind: string, message: string, help: string) =>
    faults.push({ kind, severity: 'error', message, help, line });
  let folder = '.';
  for (const [index, text] of content.replace(/\n$/, '').split('\n').entries()) {
    const line = index + 2;
    const prompt = text.match(RE_PROMPT);
    const command = commands.at(-1);
    if (!prompt) {
      if (command) command.written.push({ text, line });
      else if (text.trim() !== '') {
        const help = 'begin with a command behind `$ `, and write its output below it';
        tell(line, 'output-without-command', `no command printed \`${text.trim()}\``, help);
      }
      continue;
    }
    const typed = prompt[1]?.trim() ?? '';
    const read = splitCommand(typed);
    const words = 'words' in read ? read.words : [];
    commands.push({ text: typed, line, words, written: [] });
    if ('holds' in read) {
      const message = `\`${typed}\` holds ${read.holds}, and no shell runs it`;
      tell(line, 'shell-syntax', message, `${read.help}; or write \`console,ignore (why)\``);
    } else if (!words[0]) {
      tell(line, 'empty-command', 'there is no command behind `$`', 'write one, or remove the line');
    } else if (words[0] === 'cd') {
      const fault = faultOfCd(words, folder);
      if (fault) tell(line, 'outside-folder', fault, CD_HELP);
      else folder = posix.join(folder, words[1] ?? '');
    }
  }
  return { commands: commands.map(withoutBlankEnd), faults };
}

const CD_HELP = 'name one folder within that of the transcript, as in `cd hello` or, from there, `cd ..`';

function faultOfCd(words: readonly string[], folder: string): string | undefined {
  const [, to, ...more] = words;
  if (to === undefined || to === '' || to.startsWith('-') || more.length > 0) {
    return `\`${words.join(' ')}\` does not say which folder to enter`;
  }
  const target = posix.join(folder, to);
  const leaves = posix.isAbsolute(to) || target === '..' || target.startsWith('../');
  return leaves ? `\`${words.join(' ')}\` leaves the folder of the transcript` : undefined;
}

/** Empty lines before the next prompt only part the commands. */
function withoutBlankEnd(command: Command): Command {
  const last = command.written.findLastIndex(({ text }) => text.trim() !== '');
  return { ...command, written: command.written.slice(0, last + 1) };
}
