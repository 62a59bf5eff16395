import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { buildSupervisor } from './sandbox/build-supervisor.ts';
import { ToolFailure } from '../languages/rust/compiler-failure.ts';
import { hazardOf } from './bundle/hazards.ts';
import { judge, type JudgeOptions } from './judge.ts';
import { judgeBundle } from './bundle/judge-bundle.ts';
import { CAN_SUPERVISE } from '../system/limits.ts';
import type { Program } from './programs/program.ts';
import type { Verdict } from '../languages/verdict.ts';

/** A verdict that was just given, or why there is none. */
export interface Judged {
  verdict?: Verdict;
  failure?: string;
  /** To compile it, or its share of a bundle, and to run it. */
  milliseconds: number;
}

export interface JudgeAllOptions extends Omit<JudgeOptions, 'externs' | 'as' | 'supervisor'> {
  externsOf(program: Program): readonly string[];
  /** Compiles every program alone. */
  isolate: boolean;
}

interface AloneOptions extends JudgeAllOptions {
  /** Runs programs and holds them to their limits; built when it is first asked for. */
  supervisorOf(): Promise<string | undefined>;
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
  let building: Promise<string | undefined> | undefined;
  const supervisorOf = () => (building ??= buildSupervisor('program', options.tools, options.signal));
  const judgeAlone = (program: Program, likelyToFail: boolean): void => {
    if (alone.has(program)) return;
    const judged = limit(() => judgeTimed(program, likelyToFail, { ...options, supervisorOf }));
    // It is awaited at the end: until then nobody is there to hear of a failure.
    judged.catch(() => undefined);
    alone.set(program, judged);
  };
  const groups = options.isolate ? [] : groupBundles(programs, parallel, options);
  const library =
    groups.length > 0 ? await buildSupervisor('library', options.tools, options.signal) : undefined;
  const bundled = await Promise.all(
    (library === undefined ? [] : groups).map(group =>
      judgeBundle(group, {
        ...options,
        supervisor: library ?? '',
        externs: options.externsOf(group[0] as Program),
        limit,
        limitRuns,
        onRejected: program => judgeAlone(program, true),
      }),
    ),
  );
  // Node has its part in each program that is compiled alone: meanwhile one more keeps the cores busy.
  limit.concurrency = parallel + 1;
  const tried = new Set(groups.flat());
  const verdicts = new Map(bundled.flatMap(passed => [...passed]));
  for (const program of programs) if (!verdicts.has(program)) judgeAlone(program, tried.has(program));
  await Promise.all([...alone].map(async ([program, judged]) => verdicts.set(program, await judged)));
  return verdicts;
}

async function judgeTimed(program: Program, likelyToFail: boolean, options: AloneOptions): Promise<Judged> {
  const start = performance.now();
  const supervisor = isRun(program) ? await options.supervisorOf() : undefined;
  const judged = await judgeInPlace(program, likelyToFail, { ...options, supervisor })
    .then(verdict => ({ verdict }))
    .catch(orFailure);
  return { ...judged, milliseconds: performance.now() - start };
}

/** Whether a program is to be run, and not only compiled. */
export function isRun({ expectation: { language, outcome } }: Program): boolean {
  return language === 'python' || outcome === 'pass' || outcome === 'should_panic';
}

function orFailure(error: unknown): { failure: string } {
  if (error instanceof ToolFailure) return { failure: error.message };
  throw error;
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
  options: JudgeAllOptions & Pick<JudgeOptions, 'supervisor'>,
): Promise<Verdict> {
  const place = program.snippets[0];
  const alone = { ...options, externs: options.externsOf(program) };
  const { language } = program.expectation;
  if (program.path || !place || language === 'console') return judge(program, alone);
  const as = { file: place.file, line: place.origin ?? place.line };
  const first = await judge(program, likelyToFail ? { ...alone, as } : alone);
  const final = (first.verdict === 'fail') === likelyToFail || first.ended !== undefined;
  if (final) return first;
  return judge(program, likelyToFail ? alone : { ...alone, as });
}
