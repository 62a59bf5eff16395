import type { Problem } from '../diagnostics/problem.ts';
import type { Snippet } from '../verify/programs/find-snippets.ts';
import type { Verdict } from '../languages/verdict.ts';
import { listNames } from '../diagnostics/nearest.ts';
import { type Claimed, MOST_OPTIONS, type QuizOption, type QuizOutcome } from '../talk/quizzes.ts';
import type { Outcome } from './addon/outcomes.ts';
import { escapeNote } from './escape.ts';
import { panicPlace } from './panic-place.ts';
import { messageOf, outcomeOf, rejectedWords } from './program-block.ts';

/** What the toolchain makes of a quiz: its right option, or why it has not just one. */
export type QuizAnswer = { right: number } | { fault: QuizFault };
export type QuizFault = Pick<Problem, 'kind' | 'message' | 'help' | 'line' | 'detail'>;

/** What an option calls each outcome; the others have no name that the audience could choose. */
const NAMED: Partial<Record<Outcome, QuizOutcome>> = {
  ran: 'compiles',
  built: 'compiles',
  rejected: 'rejected',
  panicked: 'panics',
  failed: 'fails',
};

/** The option of a program's quiz that its verdict confirms, from 0; undefined for a program that is no quiz. */
export function quizAnswer(snippet: Snippet, verdict: Verdict): QuizAnswer | undefined {
  const { quiz } = snippet;
  if (!quiz) return undefined;
  const lines = linesToldOf(snippet, verdict);
  const rights = quiz.options.flatMap((option, index) =>
    isRight(option.right, snippet, verdict, lines) ? [{ ...option, number: index + 1 }] : [],
  );
  const [right, second] = rights;
  if (right && !second) return { right: right.number - 1 };
  const happened = whatHappened(snippet, verdict);
  const words = rejectedWords(verdict);
  const detail = words ? { detail: words } : {};
  if (right && second) {
    const names = listNames(rights.map(({ number }) => String(number)));
    const message = `the options ${names} of this quiz are all right: ${happened}`;
    const help = 'keep one of them right';
    return { fault: { kind: 'quiz-with-several-answers', message, help, line: second.at, ...detail } };
  }
  const message = `no option of this quiz is right: ${happened}`;
  const help = wayOut(quiz.ask, snippet, verdict, lines);
  return { fault: { kind: 'quiz-without-answer', message, help, line: quiz.line, ...detail } };
}

/** The digit of each option's key: from 1 on, but lines have their own numbers, where these are digits. */
export function keysOf(options: readonly QuizOption[]): number[] {
  const lines = options.flatMap(({ right }) =>
    'line' in right && right.line <= MOST_OPTIONS ? right.line : [],
  );
  const own = lines.length === options.length && new Set(lines).size === lines.length;
  return own ? lines : options.map((_, index) => index + 1);
}

/** What is wrong with the quizzes of a talk, measured against the verdicts on their programs. */
export function quizProblems(
  snippets: readonly Snippet[],
  verdictOf: (snippet: Snippet) => { verdict: Verdict } | undefined,
): Problem[] {
  return snippets.flatMap(snippet => {
    const shown = snippet.quiz && verdictOf(snippet);
    const answer = shown && quizAnswer(snippet, shown.verdict);
    if (!answer || 'right' in answer) return [];
    const { file, slide } = snippet;
    return [{ severity: 'error', ...answer.fault, file, slide }];
  });
}

/** The answer as Markdown for the notes. */
export function quizNote(snippet: Snippet, verdict: Verdict, by: string): string | undefined {
  const answer = quizAnswer(snippet, verdict);
  if (!answer || 'fault' in answer) return undefined;
  const option = snippet.quiz?.options[answer.right] as QuizOption;
  const [line] = linesToldOf(snippet, verdict);
  const at = line === undefined ? '' : `, on line ${line}`;
  const said = escapeNote(`${whatHappened(snippet, verdict)}${at}${by ? ` (${by})` : ''}`);
  return `**Answer: ${keysOf(snippet.quiz?.options ?? [])[answer.right]}**, ${escapeNote(option.text)}: ${said}.`;
}

function isRight(right: Claimed, snippet: Snippet, verdict: Verdict, lines: readonly number[]): boolean {
  const outcome = NAMED[outcomeOf(snippet, verdict)];
  if ('outcome' in right) return outcome === right.outcome;
  if ('code' in right) return outcome === 'rejected' && verdict.codes.includes(right.code);
  if ('line' in right) return lines.includes(right.line);
  return outcome !== 'rejected' && trimmed(verdict.stdout.join('\n')) === trimmed(right.prints);
}

function trimmed(text: string): string {
  return text.replace(/\s+$/, '');
}

/** The shown lines, from 1, on which rustc's errors are, or the panic began. */
function linesToldOf(snippet: Snippet, verdict: Verdict): number[] {
  const errors = verdict.diagnostics.filter(({ level }) => level === 'error');
  const panic = panicPlace(snippet, verdict);
  const spans = [...errors, ...(panic ? [panic] : [])].flatMap(told =>
    told.spans.filter(span => span.primary),
  );
  const shown = spans.map(span => (snippet.places ?? []).findIndex(place => place.line === span.line) + 1);
  return [...new Set(shown.filter(line => line > 0))];
}

function whatHappened(snippet: Snippet, verdict: Verdict): string {
  const outcome = outcomeOf(snippet, verdict);
  const message = messageOf(snippet, verdict);
  const told = message ? `: ${message.replace(/\s+/g, ' ')}` : '';
  if (outcome === 'rejected') return `rustc rejects it${codesOf(verdict)}${told}`;
  if (outcome === 'panicked') return `it compiles, and panics${told}`;
  if (outcome === 'failed') return `it compiles, and ends with exit code ${verdict.exitCode}${told}`;
  const printed = trimmed(verdict.stdout.join(' / '));
  return printed
    ? `it compiles, and prints \`${printed.slice(0, LONGEST)}\``
    : 'it compiles, and prints nothing';
}

/** More of an output says nothing more in a sentence. */
const LONGEST = 160;

function codesOf({ codes }: Verdict): string {
  return codes.length > 0 ? ` with ${listNames([...new Set(codes)])}` : ', without a code';
}

/** What the author could write, and the compiler would confirm. */
function wayOut(
  ask: 'what' | 'why' | 'line',
  snippet: Snippet,
  verdict: Verdict,
  [line]: readonly number[],
): string {
  const [code] = verdict.codes;
  const outcome = NAMED[outcomeOf(snippet, verdict)];
  if (ask === 'line' && line === undefined)
    return 'ask `what` or `why`: the slide shows no line that it is about';
  const truth =
    ask === 'line' ? `line: ${line}` : ask === 'why' && code ? `code: ${code}` : `outcome: ${outcome}`;
  return `offer what is true, such as \`${truth}\``;
}
