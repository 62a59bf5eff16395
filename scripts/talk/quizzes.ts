import { z } from 'zod';
import type { Problem } from '../diagnostics/problem.ts';
import type { Fence } from '../markdown/parse-blocks.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { parseYaml, validate } from './yaml-source.ts';

/** The word that makes a fence the options of a quiz, and that makes a program what the quiz asks about. */
export const QUIZ = 'quiz';

/** The keys that count votes are those of the digits from 1. */
export const MOST_OPTIONS = 9;

/** What may become of a program, in the words of an option. */
export const QUIZ_OUTCOMES = ['compiles', 'rejected', 'panics', 'fails'] as const;
export type QuizOutcome = (typeof QUIZ_OUTCOMES)[number];

const OUTCOME_TEXTS: Record<QuizOutcome, string> = {
  compiles: 'It compiles and runs',
  rejected: 'rustc rejects it',
  panics: 'It compiles, and panics',
  fails: 'It compiles, and ends with an error',
};

const OptionSchema = z.strictObject({
  text: z.string().min(1).optional().describe('write the words of the option, with names between backticks'),
  outcome: z
    .enum(QUIZ_OUTCOMES)
    .optional()
    .describe(
      'write what becomes of the program, for the option to be right: `compiles`, `rejected`, `panics` or `fails`',
    ),
  code: z
    .string()
    .regex(/^E\d{4}$/, 'expected an error code')
    .optional()
    .describe(
      'write the code that rustc must reject the program with, for the option to be right, such as `E0382`',
    ),
  prints: z
    .string()
    .optional()
    .describe(
      'write all that the program must print, for the option to be right, in quotes, as in `prints: "3"`',
    ),
  line: z
    .int()
    .min(1)
    .optional()
    .describe('write which of the shown lines must have the error, or the panic, for the option to be right'),
});

const QuizSchema = z.strictObject({
  ask: z
    .enum(['what', 'why', 'line'])
    .optional()
    .describe('ask `what` happens, `why` it does, or which `line` it is about'),
  options: z
    .array(OptionSchema)
    .min(2, 'expected at least two options')
    .max(MOST_OPTIONS, `expected at most ${MOST_OPTIONS} options, as each has a key`)
    .optional()
    .describe('write two to nine, such as `- { text: it was moved, code: E0382 }`'),
});

/** What makes an option right: the verdict has the last word on it. */
export type Claimed = { outcome: QuizOutcome } | { code: string } | { prints: string } | { line: number };

/** One of the answers among which the audience chooses. */
export interface QuizOption {
  text: string;
  right: Claimed;
  /** The line in the section's file. */
  at: number;
}

/** What the audience is asked about a program. */
export interface Quiz {
  ask: 'what' | 'why' | 'line';
  /** In the order of the author. Undefined where they are the lines that the slide shows. */
  options: readonly QuizOption[] | undefined;
  /** The line of the fence in the section's file. */
  line: number;
}

const RE_FIRST_WORD = /^\s*([^\s,{[(]*)/;
/** What the text of a quiz looks like, whatever the fence says that it is. */
const RE_LIKE_QUIZ = /^(?:ask|options):/m;

export function isQuiz(info: string): boolean {
  return wordOf(info) === QUIZ;
}

function wordOf(info: string): string {
  return info.match(RE_FIRST_WORD)?.[1] ?? '';
}

/** The usual question, where the author writes none: each outcome but the rare one. */
export function usualOptions(at: number): QuizOption[] {
  return (['compiles', 'rejected', 'panics'] as const).map(outcome => ({
    text: OUTCOME_TEXTS[outcome],
    right: { outcome },
    at,
  }));
}

/** The word of a fence that would be shown as text, but is nearly `quiz`, as its text is that of one. */
export function missedQuiz({ info, content }: Fence): string | undefined {
  const word = wordOf(info);
  return word !== QUIZ && nearest(word, [QUIZ]) && RE_LIKE_QUIZ.test(content) ? word : undefined;
}

/** The quiz of a fence that begins on this line, or what is wrong with its words. */
export function readQuiz(
  { content }: Pick<Fence, 'content'>,
  line: number,
  file: string,
): { quiz: Quiz | undefined; problems: Problem[] } {
  const yaml = parseYaml(content, file, line + 1);
  const { value, problems: refused } = validate(yaml, QuizSchema, file);
  const problems = [...yaml.problems, ...refused];
  const options = value?.options?.flatMap((option, index): QuizOption[] => {
    const at = yaml.lineOf(['options', index]);
    const read = readOption(option, at);
    if ('right' in read) return [read];
    problems.push({ kind: 'unclear-option', severity: 'error', ...read, file, line: at });
    return [];
  });
  const isLine = options?.every(({ right }) => 'line' in right);
  const ask = value?.ask ?? (!options ? 'what' : isLine ? 'line' : 'why');
  const misfit = misfitOf(ask, options);
  if (misfit && problems.length === 0) {
    const at = value?.ask ? yaml.lineOfKey([], 'ask') : line;
    problems.push({ kind: 'unclear-quiz', severity: 'error', ...misfit, file, line: at });
  }
  if (problems.length > 0) return { quiz: undefined, problems };
  const usual = ask === 'what' ? usualOptions(line) : undefined;
  return { quiz: { ask, options: options ?? usual, line }, problems };
}

type Misfit = { message: string; help: string };

function readOption(option: z.infer<typeof OptionSchema>, at: number): QuizOption | Misfit {
  const { text, outcome, code, prints, line } = option;
  const claims: Claimed[] = [
    ...(outcome ? [{ outcome }] : []),
    ...(code ? [{ code }] : []),
    ...(prints === undefined ? [] : [{ prints }]),
    ...(line ? [{ line }] : []),
  ];
  const [right] = claims;
  if (!right || claims.length > 1) {
    return {
      message: right
        ? 'this option names several things that make it right'
        : 'nothing can make this option right',
      help: 'write one of `code: E0382`, `outcome: compiles`, `prints: "3"` and `line: 4` in it',
    };
  }
  const words = text ?? textOf(right);
  if (words !== undefined) return { text: words, right, at };
  return {
    message: 'this option has no words',
    help: 'write the reason: `{ text: it was moved, code: E0382 }`',
  };
}

/** The words of an option that needs none of its author's. */
function textOf(right: Claimed): string | undefined {
  if ('outcome' in right) return OUTCOME_TEXTS[right.outcome];
  if ('line' in right) return `line ${right.line}`;
  return 'prints' in right && right.prints
    ? `It prints ${right.prints.trim().split('\n').join(' / ')}`
    : undefined;
}

function misfitOf(ask: Quiz['ask'], options: readonly QuizOption[] | undefined): Misfit | undefined {
  if (ask === 'why' && !options) {
    return {
      message: 'this quiz asks why, and offers no reasons',
      help: 'write `options:`, such as `- { text: it was moved, code: E0382 }`',
    };
  }
  const lines = options?.filter(({ right }) => 'line' in right).length ?? 0;
  if (!options || lines === (ask === 'line' ? options.length : 0)) return undefined;
  return ask === 'line'
    ? {
        message: 'this quiz asks for a line, and has other options too',
        help: 'write `line: 4` in each of them',
      }
    : {
        message: `this quiz asks ${ask}, and an option is a line`,
        help: 'ask for a line alone: `ask: line`',
      };
}
