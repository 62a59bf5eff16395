import type { Problem } from '../../diagnostics/problem.ts';
import { buildSupervisor } from '../sandbox/build-supervisor.ts';
import type { Tools } from '../../languages/rust/toolchain.ts';
import { externsOf, obstacleTo, prepareCrates, type Verified } from '../verify.ts';
import { changedFiles, removeUnfinished, writeRecord } from '../record/write-record.ts';
import { measure, PROFILE, RUNS } from './measure.ts';
import { formatTimes, readTimes, type TimeRecord } from './record.ts';
import {
  differentMachines,
  neverRun,
  placesOf,
  unmeasurable,
  unmeasured,
  unsteady,
  untimed,
} from './time-problems.ts';
import type { WallTime } from './wall-time.ts';

export interface MeasureAllOptions {
  talkDir: string;
  cacheDir: string;
  tools: Tools;
  /** `replace`: what was never measured is, and the file will hold exactly these times. `add`: it is only read. */
  mode: 'replace' | 'add';
  /** Measure all again, whatever is recorded. */
  measure?: boolean;
  /** Measure nothing, leave the file as it is, and tell what would have changed. */
  locked?: boolean;
  onProgress?: (message: string) => void;
  signal?: AbortSignal | undefined;
}

/** The wall times that slides ask for. */
export interface WallTimes {
  /** By the keys of the programs. */
  times: ReadonlyMap<string, WallTime>;
  problems: Problem[];
  /** Programs that could be neither measured nor looked up. */
  missing: Problem[];
  changed: string[];
  /** Why a time that is recorded was not taken again, a sentence a reason. */
  remarks: string[];
  /** How many were measured now. */
  measured: number;
}

/** A program that is to be timed, with the verdict that it has by now. */
type Timed = Verified & Required<Pick<Verified, 'verdict'>>;

/**
 * The wall time of each program of which a slide asks for it: what is recorded, for as long as the program is the
 * same, else measured. A recorded one stays on other machines and with other toolchains: it says what it belongs to.
 */
export async function measureAll(
  verified: readonly Verified[],
  options: MeasureAllOptions,
): Promise<WallTimes> {
  const { talkDir, mode, locked, signal } = options;
  const record = readTimes(talkDir);
  const timed = verified.filter(({ program }) => placesOf(program).length > 0);
  const ran = timed.filter((entry): entry is Timed => entry.verdict?.level === 'ran' && passed(entry));
  const mayMeasure = mode === 'replace' && !locked;
  const open = ran.filter(({ program }) => mayMeasure && (options.measure || !record.times.has(program.key)));
  const taken = await measureOpen(open, record, options);
  signal?.throwIfAborted();
  const times = new Map([...record.times, ...taken.times]);
  const entries = timed.flatMap(({ program }) => {
    const time = times.get(program.key);
    return time ? [{ program, time }] : [];
  });
  const after = formatTimes(entries);
  const changed = mode === 'replace' ? changedFiles(record, after) : [];
  if (mayMeasure) {
    removeUnfinished(talkDir, record);
    writeRecord(talkDir, changed, after, 'snippets');
  }
  return {
    times,
    problems: [
      ...record.problems,
      ...timed
        .filter(entry => passed(entry) && entry.verdict?.level !== 'ran')
        .flatMap(({ program }) => neverRun(program)),
      ...taken.problems,
      ...ran
        .filter(entry => !open.includes(entry) && !times.has(entry.program.key))
        .flatMap(({ program }) => unmeasured(program)),
      ...entries.flatMap(({ program, time }) => unsteady(program, time)),
      ...differentMachines(entries),
    ],
    missing: taken.missing,
    changed,
    remarks: taken.remarks,
    measured: taken.times.size,
  };
}

async function measureOpen(
  open: readonly Timed[],
  record: TimeRecord,
  options: MeasureAllOptions,
): Promise<Pick<WallTimes, 'problems' | 'missing' | 'remarks'> & { times: Map<string, WallTime> }> {
  const { tools, signal, onProgress } = options;
  const times = new Map<string, WallTime>();
  const problems: Problem[] = [];
  const missing: Problem[] = [];
  const remarks = new Set<string>();
  if (open.length === 0) return { times, problems, missing, remarks: [] };
  const crates = await prepareCrates(
    open.map(({ program }) => program),
    { ...options, profile: PROFILE },
  );
  const supervisor = await buildSupervisor('program', tools, signal);
  // One at a time, and nothing else of ours beside it: they would slow each other down.
  for (const { program, verdict } of open) {
    const obstacle = obstacleTo(program, tools, crates);
    if (obstacle) {
      if (record.times.has(program.key)) remarks.add(obstacle);
      else missing.push(...unmeasurable(program, obstacle));
      continue;
    }
    onProgress?.(`measuring ${program.name}, ${RUNS} runs`);
    const externs = externsOf(program, crates);
    const time = await measure(program, verdict, { ...options, externs, supervisor });
    signal?.throwIfAborted();
    if ('fault' in time) problems.push(...untimed(program, time.fault));
    else times.set(program.key, time);
  }
  return { times, problems, missing, remarks: [...remarks] };
}

function passed({ verdict }: Verified): boolean {
  return verdict?.verdict === 'pass';
}
