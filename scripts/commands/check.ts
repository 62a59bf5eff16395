import { join } from 'node:path';
import { oldClaims } from '../deck/claim-uses.ts';
import { selectDeck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError, type Problem } from '../diagnostics/problem.ts';
import { count, countProblems } from '../diagnostics/report.ts';
import { addHovers } from '../verify/hovers/add-hovers.ts';
import { quizProblems } from '../slidev/quiz-answer.ts';
import { type TalkVerdicts, verdictLookup } from '../slidev/verdict-lookup.ts';
import { findSnippets, type Snippet } from '../verify/programs/find-snippets.ts';
import { confirmPictures } from '../verify/memory/confirm.ts';
import { findPictures } from '../verify/memory/find-pictures.ts';
import type { Picture } from '../verify/memory/picture.ts';
import { toolsFor } from '../verify/programs/program.ts';
import { readRecord } from '../verify/record/record.ts';
import { toPrograms } from '../verify/programs/talk-programs.ts';
import { measureAll, type WallTimes } from '../verify/time/measure-all.ts';
import { findTools } from '../languages/rust/toolchain.ts';
import { unusedSnippets } from '../checks/unused.ts';
import { updateRecord } from '../verify/record/update-record.ts';
import { type Verification, verify, type VerifyOptions } from '../verify/verify.ts';
import type { Slide } from '../talk/section.ts';
import type { Talk } from '../talk/talk.ts';
import { checkReport, noteUnenforced, summarise } from './check-report.ts';
import { type Answer, type Context, loadTalk, throwProblems } from './command.ts';
import { talkDate } from '../talk/talk-date.ts';
import { verifyTalkWasm } from '../verify/wasm/verify-wasm.ts';

export interface CheckOptions {
  fresh?: boolean;
  locked?: boolean;
  isolate?: boolean;
  /** Measure all wall times again. */
  measure?: boolean;
}

/** A talk's verdicts, and what became of its record. */
export interface TalkVerification extends TalkVerdicts {
  /** The files of the record that were written or removed, or would have been. */
  changed: string[];
  /** The files of what slides run in the browser, relative to the talk's folder. */
  called: ReadonlySet<string>;
}

/** `oxideck check`: verifies every program of the talk and brings the record up to date. */
export async function check(context: Context, options: CheckOptions): Promise<Answer> {
  const { talk, snippets, pictures, warnings } = loadTalk(context);
  const slides = [...talk.sections.values()].flatMap(section => section.slides);
  const verification = await verifyAll(
    context,
    talk,
    { slides, snippets, pictures },
    { ...options, mode: 'replace', hovers: true },
  );
  const problems = [
    ...warnings,
    ...oldClaims(
      [...talk.audiences.values()].map(audience => selectDeck(talk, audience)),
      talk,
      await talkDate(talk),
    ),
    ...unusedSnippets(snippets, talk.dir, verification.called),
    ...verification.problems,
    ...verification.missing,
    ...(options.locked ? verification.changed.map(outdated) : []),
  ];
  const blocks = snippets.map(snippet => ({ file: snippet.file, line: snippet.line, snippet }));
  context.report.problems(problems, talk.dir);
  if (verification.changed.length > 0 && !options.locked)
    context.report.note(`record: ${changes(verification.changed)}`);
  context.report.note(`${summarise(verification)}; ${countProblems(problems)}`);
  const failed = problems.some(problem => problem.severity === 'error' && problem.kind !== 'unverified');
  return {
    exitCode: failed
      ? ExitCode.contentHasProblems
      : verification.missing.length > 0
        ? ExitCode.toolMissing
        : ExitCode.done,
    data: {
      ...checkReport(blocks, verification, problems, verification.times),
      changed: verification.changed,
      remarks: verification.remarks,
      unenforced: verification.unenforced,
      problems,
    },
  };
}

/**
 * Verifies the programs of these slides, with progress and a summary for people.
 *
 * @param hovers whether those that are not on record are taken, which takes seconds
 */
export function verifySlides(
  context: Context,
  talk: Talk,
  slides: readonly Slide[],
  hovers: boolean,
): Promise<TalkVerification> {
  const found = slides.map(slide => {
    const { snippets } = findSnippets(slide, talk.dir);
    return { snippets, pictures: findPictures(slide, snippets, talk.dir).pictures };
  });
  const snippets = found.flatMap(each => each.snippets);
  const pictures = found.flatMap(each => each.pictures);
  return verifyAll(context, talk, { slides, snippets, pictures }, { mode: 'add', hovers });
}

/** What is to be verified, all of it from these slides. */
interface OnSlides {
  slides: readonly Slide[];
  snippets: readonly Snippet[];
  pictures: readonly Picture[];
}

type VerifyMode = CheckOptions & { mode: 'replace' | 'add'; hovers: boolean };

/** The programs of snippets, their pictures, and the programs that the slides run in the browser. */
async function verifyAll(
  context: Context,
  talk: Talk,
  onSlides: OnSlides,
  options: VerifyMode,
): Promise<TalkVerification> {
  const verification = await verifySnippets(context, talk, onSlides, options);
  const wasm = await verifyTalkWasm(context, talk, onSlides.slides, options);
  return {
    ...verification,
    problems: [...verification.problems, ...wasm.problems],
    missing: [...verification.missing, ...wasm.missing],
    changed: [...verification.changed, ...wasm.changed],
    wasm: wasm.shown,
    called: new Set(wasm.calls.map(({ path }) => path)),
  };
}

async function verifySnippets(
  context: Context,
  talk: Talk,
  { snippets, pictures }: OnSlides,
  options: VerifyMode,
): Promise<Omit<TalkVerification, 'wasm' | 'called'>> {
  const { report, signal } = context;
  const start = performance.now();
  const programs = toPrograms(snippets, talk.dir);
  const tools = await findTools(toolsFor(programs), signal);
  const record = readRecord(talk.dir);
  const verifyOptions: VerifyOptions = {
    ...options,
    talkDir: talk.dir,
    cacheDir: join(talk.dir, '.oxideck'),
    tools,
    known: record,
    anyToolchain: options.mode === 'add',
    onProgress: message => report.begin(message),
    signal,
  };
  const verification = await verify(programs, verifyOptions);
  const confirmation = await confirmPictures(pictures, verification, verifyOptions);
  signal.throwIfAborted();
  const hovered = await addHovers(verification.programs, {
    ...{ talkDir: talk.dir, record, mayReplace: options.mode === 'replace' },
    // A record without hovers is whole: whether it holds must not depend on who has a rust-analyzer.
    ask: options.hovers && !options.locked,
    onProgress: message => report.begin(message),
    signal,
  });
  signal.throwIfAborted();
  const { programs: entries, by: hoversBy, failure } = hovered;
  const verified = [...entries, ...confirmation.pictures];
  const changed = updateRecord(verified, record, { ...options, talkDir: talk.dir, tools, hoversBy });
  report.done('check', summarise(verification), performance.now() - start);
  if (failure) report.note(`hovers are left out: ${failure}`);
  for (const remark of verification.remarks) report.note(`recorded, not verified here: ${remark}`);
  noteUnenforced(report, verification);
  const timed = await measureTimes(context, verifyOptions, verification, options);
  const quizzes = quizProblems(snippets, verdictLookup(verification, talk.dir));
  return {
    ...verification,
    programs: entries,
    pictures: confirmation.pictures,
    times: timed.times,
    problems: [
      ...verification.problems,
      ...confirmation.problems,
      ...record.problems,
      ...quizzes,
      ...timed.problems,
    ],
    missing: [...verification.missing, ...confirmation.missing, ...timed.missing],
    changed: [...changed, ...timed.changed],
  };
}

/** The wall times that slides ask for, with progress for people. */
async function measureTimes(
  { report }: Context,
  { talkDir, cacheDir, tools, onProgress, signal }: VerifyOptions,
  { programs }: Verification,
  { mode, measure, locked }: VerifyMode,
): Promise<WallTimes> {
  const start = performance.now();
  const timed = await measureAll(programs, {
    ...{ talkDir, cacheDir, tools, signal, mode, measure: measure ?? false, locked: locked ?? false },
    ...(onProgress ? { onProgress } : {}),
  });
  if (timed.measured > 0) {
    report.done('time', `${count(timed.measured, 'program')} measured`, performance.now() - start);
  }
  for (const remark of timed.remarks) report.note(`recorded, not measured here: ${remark}`);
  return timed;
}

/** Fails where a verdict is wrong, or where none is to be had. */
export function throwUnverified(verification: Verification): void {
  throwProblems(verification.problems);
  if (verification.missing.length === 0) return;
  throw new OxideckError(
    ExitCode.toolMissing,
    'programs without a verdict: a tool is missing',
    'run `oxideck doctor` to see what is installed and how to get the rest',
    verification.missing,
  );
}

function outdated(file: string): Problem {
  return {
    kind: 'outdated-record',
    severity: 'error',
    message: 'the record does not hold what was just verified',
    help: 'run `oxideck check` without `--locked`, look at what changes, and commit it',
    file,
    line: 0,
  };
}

function changes(files: readonly string[]): string {
  return files.length > 3 ? `${files.length} files changed in snippets` : `changed ${files.join(', ')}`;
}
