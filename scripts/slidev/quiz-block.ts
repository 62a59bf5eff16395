import type { Snippet } from '../verify/programs/find-snippets.ts';
import { heightAsked } from './addon/quiz/height.ts';
import type { AskedQuiz } from './addon/quiz/quiz.ts';
import { escapeAttribute } from './escape.ts';
import { keysOf } from './quiz-answer.ts';

/** A quiz as it stands in its program's frame. */
export interface QuizBlock {
  ask: AskedQuiz['ask'];
  /** The Markdown of the addon's `<Quiz>`. */
  markdown: string[];
  /** Pixels that it takes before it is told. */
  height: number;
}

export function quizBlock({ quiz }: Snippet, right: number): QuizBlock | undefined {
  if (!quiz) return undefined;
  const options = quiz.options.map(({ text }) => text);
  const asked: AskedQuiz = { ask: quiz.ask, options, keys: keysOf(quiz.options), right };
  return {
    ask: quiz.ask,
    markdown: [`<Quiz quiz="${escapeAttribute(JSON.stringify(asked))}" />`, ''],
    height: heightAsked(asked),
  };
}
