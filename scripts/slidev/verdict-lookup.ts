import type { Snippet } from '../snippets/find-snippets.ts';
import { programKey } from '../snippets/program.ts';
import type { Verification } from '../snippets/verify.ts';
import type { Shown } from './assemble.ts';

/** Finds the verdict on a slide's snippet among those of the talk; a wrong one is none to be shown. */
export function verdictLookup(
  verification: Verification,
  talkDir: string,
): (snippet: Snippet) => Shown | undefined {
  const byKey = new Map(
    verification.programs.flatMap(({ program, verdict, by }) =>
      verdict && verdict.verdict !== 'fail' ? [[program.key, { verdict, by, program }]] : [],
    ),
  );
  return snippet => byKey.get(programKey(snippet, talkDir) ?? '');
}
