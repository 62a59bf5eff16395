import type { Problem } from '../diagnostics/problem.ts';
import type { Snippet } from '../verify/programs/find-snippets.ts';
import { parseTranscript } from '../languages/console/transcript.ts';

/** Commands of transcripts that the talk does not allow to run: each is an error at its line. */
export function forbiddenCommands(snippets: readonly Snippet[], allowed: readonly string[]): Problem[] {
  return snippets.flatMap(({ expectation, whole, file, line, slide }) => {
    if (expectation?.language !== 'console' || expectation.outcome === 'ignore') return [];
    return parseTranscript(whole).commands.flatMap((command): Problem[] => {
      const [name] = command.words;
      if (!name || name === 'cd' || allowed.includes(name)) return [];
      return [
        {
          kind: 'forbidden-command',
          severity: 'error',
          message: `the talk does not allow \`${name}\` to run`,
          help: `write \`console: [${[...allowed, name].join(', ')}]\` in \`slides/talk.yaml\`, or \`console,ignore (why)\` here`,
          file,
          line: line + command.line - 1,
          slide,
        },
      ];
    });
  });
}
