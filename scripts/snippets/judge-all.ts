import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { CAN_SUPERVISE } from './bundle.ts';
import { hazardOf } from './hazards.ts';
import { judge, type JudgeOptions } from './judge.ts';
import { judgeBundle } from './judge-bundle.ts';
import type { Program } from './program.ts';
import { supervisorLibrary } from './supervisor-library.ts';
import type { Verdict } from './verdict.ts';

/** A verdict that was just given. */
export interface Judged {
  verdict: Verdict;
  /** To compile it, or its share of a bundle, and to run it. */
  milliseconds: number;
}

export interface JudgeAllOptions extends Omit<JudgeOptions, 'externs' | 'as'> {
  externsOf(program: Program): readonly string[];
  /** Compiles every program alone. */
  isolate: boolean;
}

/** More programs in one crate save little, and an error among them costs all of them a second build. */
const BUNDLE_SIZE = 64;

/**
 * The verdict on each program: together with others where that cannot change it, else alone. A pass is believed
 * from a bundle; whatever is not a pass is judged alone.
 */
export async function judgeAll(
  programs: readonly Program[],
  options: JudgeAllOptions,
): Promise<Map<Program, Judged>> {
  const parallel = availableParallelism();
  const limit = pLimit(parallel);
  const limitRuns = pLimit(parallel);
  const alone = new Map<Program, Promise<Judged>>();
  const judgeAlone = (program: Program, likelyToFail: boolean): void => {
    if (!alone.has(program))
      alone.set(
        program,
        limit(() => judgeTimed(program, likelyToFail, options)),
      );
  };
  const groups = options.isolate ? [] : groupBundles(programs, parallel, options);
  const supervisor = groups.length > 0 ? await supervisorLibrary(options.tools, options.signal) : undefined;
  const bundled = await Promise.all(
    (supervisor === undefined ? [] : groups).map(group =>
      judgeBundle(group, {
        ...options,
        supervisor: supervisor ?? '',
        externs: options.externsOf(group[0] as Program),
        limit,
        limitRuns,
        onRejected: program => judgeAlone(program, true),
      }),
    ),
  );
  const tried = new Set(groups.flat());
  const verdicts = new Map(bundled.flatMap(passed => [...passed]));
  for (const program of programs) if (!verdicts.has(program)) judgeAlone(program, tried.has(program));
  await Promise.all([...alone].map(async ([program, judged]) => verdicts.set(program, await judged)));
  return verdicts;
}

async function judgeTimed(
  program: Program,
  likelyToFail: boolean,
  options: JudgeAllOptions,
): Promise<Judged> {
  const start = performance.now();
  const verdict = await judgeInPlace(program, likelyToFail, options);
  return { verdict, milliseconds: performance.now() - start };
}

function groupBundles(programs: readonly Program[], parallel: number, options: JudgeAllOptions): Program[][] {
  const groups = new Map<string, Program[]>();
  for (const program of programs) {
    const unrun = program.expectation.outcome === 'no_run';
    if (hazardOf(program) || !(unrun || CAN_SUPERVISE)) continue;
    const key = JSON.stringify([program.edition, unrun, program.manifest?.dir, options.externsOf(program)]);
    groups.set(key, [...(groups.get(key) ?? []), program]);
  }
  return [...groups.values()]
    .flatMap(group => split(group, Math.max(parallel, Math.ceil(group.length / BUNDLE_SIZE))))
    .filter(group => group.length > 1);
}

function split<T>(items: readonly T[], parts: number): T[][] {
  const size = Math.ceil(items.length / parts);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/**
 * A failure is told in the lines of the section that shows the program; a pass stands for every place, and must
 * name none. What is likely to fail is asked for in its place first.
 */
async function judgeInPlace(
  program: Program,
  likelyToFail: boolean,
  options: JudgeAllOptions,
): Promise<Verdict> {
  const place = program.snippets[0];
  const alone = { ...options, externs: options.externsOf(program) };
  if (program.path || !place) return judge(program, alone);
  const as = { file: place.file, line: place.origin ?? place.line };
  const first = await judge(program, likelyToFail ? { ...alone, as } : alone);
  const final = (first.verdict === 'fail') === likelyToFail || first.ended !== undefined;
  if (final) return first;
  return judge(program, likelyToFail ? alone : { ...alone, as });
}
