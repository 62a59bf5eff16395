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
    begin: message => line(dim(`  ${message} …`)),
    done: (step, what, ms) => line(`  ${step.padEnd(15)} ${what.padEnd(60)} ${dim(seconds(ms))}`),
    note: message => line(`  ${message}`),
    problems: (problems, baseDir) => {
      for (const problem of sortProblems(problems)) write(`${formatProblem(problem, baseDir)}\n\n`);
    },
    error: (message, help) => {
      write(`${colour('red', 'error')}: ${message}\n`);
      if (help) write(`  ${colour('cyan', '=')} help: ${help}\n`);
    },
  };
}

/** A problem as rustc would print it, with a path that can be opened from the working folder. */
export function formatProblem(problem: Problem, baseDir: string): string {
  const { severity, kind, message, file, line, slide, detail, help } = problem;
  const path = relative(process.cwd(), resolve(baseDir, file)) || '.';
  const place = `${path}${line > 0 ? `:${line}` : ''}`;
  return [
    `${colour(severity === 'error' ? 'red' : 'yellow', `${severity}[${kind}]`)}: ${printable(message)}`,
    `  ${colour('cyan', '-->')} ${place}${slide ? ` (slide \`${slide}\`)` : ''}`,
    ...(detail
      ? printable(detail)
          .split('\n')
          .map(text => `   ${colour('cyan', '|')} ${text}`.trimEnd())
      : []),
    `   ${colour('cyan', '=')} help: ${help}`,
  ].join('\n');
}

/** All control characters but tabs and line feeds. */
const RE_CONTROL = /[\0-\x08\v-\x1f\x7f-\x9f]/g;

/** What a program printed must not steer the terminal of who reads about it. */
function printable(text: string): string {
  return stripVTControlCharacters(text).replace(RE_CONTROL, '\ufffd');
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
