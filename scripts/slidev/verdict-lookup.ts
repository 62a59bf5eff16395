import type { Snippet } from '../verify/programs/find-snippets.ts';
import { programKeys } from '../verify/programs/talk-programs.ts';
import { pictureKey } from '../verify/memory/picture-key.ts';
import type { Picture } from '../verify/memory/picture.ts';
import { IGNORED } from '../languages/verdict.ts';
import type { WallTime } from '../verify/time/wall-time.ts';
import type { Verification, Verified } from '../verify/verify.ts';
import type { Talk } from '../talk/talk.ts';
import type { AssembleOptions, Confirmed, Shown, Trouble } from './assemble.ts';
import type { WasmShown } from '../verify/wasm/run-wasm.ts';
import { NOT_MEASURED, timeLine } from './time-line.ts';

/** What was verified of a talk. */
export interface TalkVerdicts extends Verification {
  /** The pictures of memory that rustc confirms, now or on record. */
  pictures: readonly Verified[];
  /** The wall times of programs, by their keys. */
  times: ReadonlyMap<string, WallTime>;
  /** What slides run in the browser, by the keys of the calls. */
  wasm: ReadonlyMap<string, WasmShown>;
}

/** What a deck shows of what was verified. */
export function shownOf(
  verification: TalkVerdicts,
  { dir, settings }: Pick<Talk, 'dir' | 'settings'>,
): Required<Pick<AssembleOptions, 'verdictOf' | 'timeOf' | 'confirmedBy' | 'wasm'>> {
  return {
    verdictOf: verdictLookup(verification, dir),
    timeOf: timeLookup(verification.times, dir, settings.language),
    confirmedBy: confirmedLookup(verification.pictures),
    wasm: verification.wasm,
  };
}

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
  const keyOf = programKeys(talkDir);
  return snippet => byKey.get(keyOf(snippet) ?? '');
}

/** Finds the wall time of a slide's snippet, as it is shown; undefined where the slide asks for none. */
function timeLookup(
  times: TalkVerdicts['times'],
  talkDir: string,
  language: string,
): (snippet: Snippet) => string | undefined {
  const keyOf = programKeys(talkDir);
  return snippet => {
    if (!snippet.expectation?.time) return undefined;
    const time = times.get(keyOf(snippet) ?? '');
    return time ? timeLine(time, language) : NOT_MEASURED;
  };
}

/** Finds who confirmed a picture of memory; nobody did where it is contradicted. */
function confirmedLookup(pictures: readonly Verified[]): (picture: Picture) => Confirmed | undefined {
  const byKey = new Map(
    pictures.map(({ program, by, verdict }) => [program.key, { by, measures: verdict?.measured }]),
  );
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
        return [[program.key, { verdict: IGNORED, by: '', program, reason }]];
      }
      if (verdict.verdict !== 'fail') return [];
      return [
        [program.key, { verdict, by, program, reason: verdict.reason ?? 'its verdict is another one' }],
      ];
    }),
  );
  const keyOf = programKeys(talkDir);
  return snippet => byKey.get(keyOf(snippet) ?? '');
}
