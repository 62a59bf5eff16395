import { split } from 'shlex';

/** A command's words, or why it takes a shell to run it: what it holds, and what to write instead. */
export type ShellWords = { words: string[] } | { holds: string; help: string };

/** What a shell takes as it stands, but for `$` and backticks between double quotes. */
const RE_QUOTED = /'[^']*'|"(?:[^"\\]|\\.)*"|\\./gs;
/** Stands for what was quoted, while the rest is looked at. */
const QUOTED = 'q';
const SINGLE_QUOTES = 'put it between single quotes if the command is to get it as it stands';

/** What only a shell understands, outside quotes; the first that is found is told. */
const SHELL: [pattern: RegExp, holds: string, help: string][] = [
  [/['"]/, 'a quote that is never closed', 'close it on the same line'],
  [/\\/, 'a backslash at its end', 'write the whole command on one line'],
  [/`|\$\(/, 'a command within a command', 'write what the inner one would give'],
  [/\$/, 'a variable', `write its value, or ${SINGLE_QUOTES}`],
  [/&&|\|\||;/, 'several commands', 'write each on a line of its own, behind a `$ ` of its own'],
  [/[<>]/, 'a redirection', 'leave it out: both streams are recorded, and a program can write its own files'],
  [/\|/, 'a pipe', 'leave it out, and cut the output with a line `...`, or let a program do the work'],
  [/&/, 'a command in the background', 'leave the `&` out: each command ends before the next begins'],
  [/[()]/, 'parentheses', SINGLE_QUOTES],
  [/[*?[\]]|\{[^}]*(?:,|\.\.)/, 'a pattern for names', `write the names themselves, or ${SINGLE_QUOTES}`],
  [/(?:^|\s)#/, 'a comment', 'say it in the text of the slide'],
  [/(?:^|\s)~/, 'a home folder', 'write the path from the folder that the command runs in'],
  [/^\w+=/, 'a variable', 'leave it out: commands run with a bare environment'],
];

/** Splits a command as a POSIX shell would, where that takes no more than quotes and backslashes. */
export function splitCommand(text: string): ShellWords {
  if (text.includes('\0')) return { holds: 'a NUL byte', help: 'delete it: no command takes one' };
  const quoted = text.match(RE_QUOTED) ?? [];
  const bare = text.replace(RE_QUOTED, QUOTED);
  const found = SHELL.find(([pattern]) => pattern.test(bare));
  if (found) return { holds: found[1], help: found[2] };
  if (quoted.some(piece => piece.startsWith('"') && /[$`]/.test(piece))) {
    return { holds: 'a variable between double quotes', help: SINGLE_QUOTES };
  }
  return { words: split(text) };
}
