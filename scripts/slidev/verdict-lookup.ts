import type { Snippet } from '../snippets/find-snippets.ts';
import { programKey } from '../snippets/program.ts';
import { pictureKey } from '../snippets/memory/confirm.ts';
import type { Picture } from '../snippets/memory/picture.ts';
import { IGNORED } from '../snippets/verdict.ts';
import type { Verification, Verified } from '../snippets/verify.ts';
import type { Shown, Trouble } from './assemble.ts';

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

/** Finds who confirmed a picture of memory; nobody did where it is contradicted. */
export function confirmedLookup(pictures: readonly Verified[]): (picture: Picture) => string | undefined {
  const byKey = new Map(pictures.map(({ program, by }) => [program.key, by]));
  return picture => byKey.get(pictureKey(picture));
}

/** Finds what is wrong with the verdict on a slide's snippet: another one than was expected, or none. */
export function troubleLookup(
  verification: Verification,
  talkDir: string,
): (snippet: Snippet) => Trouble | undefined {
  const byKey = new Map(
    verification.programs.flatMap(({ program, verdict, by }): [string, Trouble][] => {
      if (!verdict) {
        const missing = verification.missing.find(({ file, line }) =>
          program.snippets.some(snippet => snippet.file === file && snippet.line === line),
        );
        const reason = missing?.message ?? 'it has no verdict';
        return [[program.key, { verdict: IGNORED, by, program, reason }]];
      }
      if (verdict.verdict !== 'fail') return [];
      return [
        [program.key, { verdict, by, program, reason: verdict.reason ?? 'its verdict is another one' }],
      ];
    }),
  );
  return snippet => byKey.get(programKey(snippet, talkDir) ?? '');
}
