import { relative, resolve } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import { type Problem, sortProblems } from './problem.ts';

/** Tells people what happens, on stderr. */
export interface Reporter {
  /** A line about something slow that begins. */
  begin(message: string): void;
  /** A line about a step that is done, with its time in milliseconds. */
  done(step: string, what: string, milliseconds: number): void;
  /** A line that is no step. */
  note(message: string): void;
  problems(problems: readonly Problem[], baseDir: string): void;
  error(message: string, help?: string): void;
}

/** @param quiet leaves out all but problems and errors */
export function createReporter(
  quiet: boolean,
  write = (text: string) => process.stderr.write(text),
): Reporter {
  const line = (text: string) => {
    if (!quiet) write(`${text}\n`);
  };
  return {
    begin: message => line(dim(`  ${printable(message)} …`)),
    done: (step, what, ms) => line(`  ${step.padEnd(15)} ${what.padEnd(60)} ${dim(seconds(ms))}`),
    note: message => line(`  ${printable(message)}`),
    problems: (problems, baseDir) => {
      for (const problem of sortProblems(problems)) write(`${formatProblem(problem, baseDir)}\n\n`);
    },
    error: (message, help) => {
      write(`${colour('red', 'error')}: ${message.split('\n').map(printable).join('\n')}\n`);
      if (help) write(`  ${colour('cyan', '=')} help: ${printable(help)}\n`);
    },
  };
}

/** A problem as rustc would print it, with a path that can be opened from the working folder. */
export function formatProblem(problem: Problem, baseDir: string): string {
  const { severity, kind, message, file, line, slide, detail, help } = problem;
  const path = printable(relative(process.cwd(), resolve(baseDir, file)) || '.');
  const place = `${path}${line > 0 ? `:${line}` : ''}`;
  return [
    `${colour(severity === 'error' ? 'red' : 'yellow', `${severity}[${kind}]`)}: ${printable(message)}`,
    `  ${colour('cyan', '-->')} ${place}${slide ? ` (slide \`${slide}\`)` : ''}`,
    ...(detail
      ? stripVTControlCharacters(detail)
          .split('\n')
          .map(text => `   ${colour('cyan', '|')} ${printable(text)}`.trimEnd())
      : []),
    `   ${colour('cyan', '=')} help: ${printable(help)}`,
  ].join('\n');
}

/** What would move the cursor, colour the terminal or turn the text around: in file names and info strings. */
const RE_UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
const MAX_WIDTH = 600;

/** One line of a terminal, whatever its author wrote: tabs stay, the middle of what is very long goes. */
function printable(text: string): string {
  const short =
    text.length <= MAX_WIDTH ? text : `${text.slice(0, MAX_WIDTH / 2)} … ${text.slice(-MAX_WIDTH / 2)}`;
  return short.replace(RE_UNPRINTABLE, character =>
    character === '\t' ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** `1 deck`, `2 decks`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `2 errors and 1 warning`. */
export function countProblems(problems: readonly Problem[]): string {
  const severities = (['error', 'warning'] as const).flatMap(severity => {
    const number = problems.filter(problem => problem.severity === severity).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  return severities.join(' and ') || 'no problems';
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Colours follow stderr, where people read, and `NO_COLOR`. */
export function colour(format: 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold', text: string): string {
  return styleText(format, text, { stream: process.stderr });
}

function dim(text: string): string {
  return colour('dim', text);
}
