import type { Problem } from '../../diagnostics/problem.ts';
import { blocksOf } from '../../talk/blocks.ts';
import { MOST_OPTIONS, QUIZ, type Quiz, type QuizOption, usualOptions } from '../../talk/quizzes.ts';
import type { Slide } from '../../talk/section.ts';
import type { Snippet } from './find-snippets.ts';

type Fault = Pick<Problem, 'kind' | 'message' | 'help' | 'line'>;

/** A line that holds more than what closes another. */
const RE_TELLING = /[A-Za-z0-9]/;

/** Gives the program that a slide asks about the slide's quiz: the author's, or the usual one. */
export function attachQuiz(
  snippets: readonly Snippet[],
  slide: Slide,
): { snippets: Snippet[]; problems: Problem[] } {
  const blocks = blocksOf(slide, 'quiz');
  const quizzes = blocks.flatMap(({ quiz }) => quiz ?? []);
  const problems = [...misspelt(slide), ...blocks.flatMap(block => block.problems)];
  const asked = snippets.filter(({ expectation }) => expectation?.quiz);
  const fault = problems.length > 0 ? undefined : misplaced(asked, quizzes);
  const [program] = asked;
  const told = [
    ...problems.map(problem => ({ ...problem, slide: slide.id })),
    ...(fault ? [toProblem(fault, slide)] : []),
  ];
  if (!program || told.length > 0) return { snippets: [...snippets], problems: told };
  const { line } = program;
  const quiz = quizzes[0] ?? { ask: 'what', options: usualOptions(line), line };
  const options = quiz.options ?? shownLines(program, quiz);
  const wrong = wrongLines(program, quiz, options);
  return {
    snippets: snippets.map(snippet =>
      snippet === program ? { ...snippet, quiz: { ...quiz, options } } : snippet,
    ),
    problems: wrong ? [toProblem(wrong, slide)] : [],
  };
}

/** Fences that would be shown as text, but are nearly quizzes. */
function misspelt(slide: Slide): Problem[] {
  return blocksOf(slide, 'program').flatMap(({ misspelt: near, from }): Problem[] => {
    if (near?.kind !== 'quiz') return [];
    const message = `\`${near.word}\` would be shown as text: did you mean \`${QUIZ}\`?`;
    const help = `write \`\`\`${QUIZ}`;
    return [{ kind: 'misspelt-quiz', severity: 'error', message, help, file: slide.file, line: from }];
  });
}

function misplaced(asked: readonly Snippet[], quizzes: readonly Quiz[]): Fault | undefined {
  const [program, other] = asked;
  const [quiz, second] = quizzes;
  if (quiz && !program) {
    const message = 'this quiz asks about no program';
    const help = `write \`${QUIZ}\` among the words of the program, as in \`rust,compile_fail,E0382,${QUIZ}\``;
    return { kind: 'quiz-without-program', message, help, line: quiz.line };
  }
  if (program?.steps) {
    const message = 'a program that moves into another one cannot be a quiz';
    const help = `show it alone on a slide, or leave \`${QUIZ}\` out`;
    return { kind: 'quiz-in-steps', message, help, line: program.line };
  }
  const line = other?.line ?? second?.line;
  if (line === undefined) return undefined;
  const help = 'give each quiz a slide of its own, as they have the same keys';
  return { kind: 'second-quiz', message: 'a slide has room for one quiz', help, line };
}

function shownLines({ shown }: Snippet, { line }: Quiz): QuizOption[] {
  return shown
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((text, index) =>
      RE_TELLING.test(text)
        ? [{ text: `line ${index + 1}`, right: { line: index + 1 }, at: line } satisfies QuizOption]
        : [],
    );
}

function wrongLines(program: Snippet, quiz: Quiz, options: readonly QuizOption[]): Fault | undefined {
  if (options.length > MOST_OPTIONS || options.length < 2) {
    const message = `the slide shows ${options.length} lines to choose from`;
    const help = `name two to ${MOST_OPTIONS}: \`options: [{ line: 2 }, { line: 4 }]\``;
    return { kind: 'unclear-quiz', message, help, line: quiz.line };
  }
  const count = program.shown.replace(/\n$/, '').split('\n').length;
  const beyond = options.find(({ right }) => 'line' in right && right.line > count);
  if (!beyond) return undefined;
  const message = `the slide shows ${count} lines of the program, and this option is ${beyond.text}`;
  return {
    kind: 'unclear-option',
    message,
    help: 'count the lines that the slide shows, from 1',
    line: beyond.at,
  };
}

function toProblem(fault: Fault, slide: Slide): Problem {
  return { severity: 'error', ...fault, file: slide.file, slide: slide.id };
}
