import { join } from 'node:path';
import type { Problem } from '../problem.ts';
import { buildCrates, type Crates } from './crates.ts';
import { judgeAll } from './judge-all.ts';
import type { Program } from './program.ts';
import { formatRecord, type Record, readRecord } from './record.ts';
import { changedFiles, writeRecord } from './write-record.ts';
import type { Toolchain, Tools } from './toolchain.ts';
import { IGNORED, type Verdict } from './verdict.ts';
import { cratesProblem, toolProblem, verdictProblem } from './verdict-problem.ts';

export interface VerifyOptions {
  talkDir: string;
  tools: Tools;
  /** Verify all again, whatever the record says. */
  fresh?: boolean;
  /** Leave the record as it is, and tell what would have changed. */
  locked?: boolean;
  /** Compile every program alone, where several could share a crate. */
  isolate?: boolean;
  /**
   * `replace`: the record will hold exactly these programs, and another toolchain verifies all again.
   * `add`: verdicts of other programs stay, and those of another toolchain are good enough.
   */
  record: 'replace' | 'add';
  /** Told before something slow begins. */
  onProgress?: (message: string) => void;
  signal?: AbortSignal | undefined;
}

/** A program with its verdict. */
export interface Verified {
  program: Program;
  /** Undefined when it is not recorded and could not be verified here. */
  verdict?: Verdict;
  /** Whether the verdict comes from the record. */
  recorded: boolean;
  /** The tool that gave the verdict, such as `rustc 1.95.0`. */
  by: string;
}

export interface Verification {
  programs: Verified[];
  /** Wrong verdicts, and what the record had wrong. */
  problems: Problem[];
  /** Programs that could be neither verified nor looked up, and which tool that takes. */
  missing: Problem[];
  /** Why a verdict that is recorded was not taken again, a sentence a reason. */
  remarks: string[];
  /** The files of the record that were written or removed, or would have been. */
  changed: string[];
}

/** The verdict on each program: from the record where it still holds, else from the toolchain. */
export async function verify(programs: readonly Program[], options: VerifyOptions): Promise<Verification> {
  const { tools, talkDir } = options;
  const record = readRecord(talkDir);
  const trusted = (program: Program) =>
    !options.fresh &&
    record.verdicts.has(program.key) &&
    (options.record === 'add' || record.toolchain?.[toolOf(program)] === tools.toolchain[toolOf(program)]);

  const open = programs.filter(p => p.expectation.outcome !== 'ignore' && !trusted(p));
  const crates = await prepareCrates(open, options);
  const fresh = await judgeAll(
    open.filter(program => !obstacleTo(program, tools, crates)),
    { ...options, isolate: options.isolate ?? false, externsOf: program => externsOf(program, crates) },
  );

  const verified = programs.map((program): Verified => {
    const verdict = program.expectation.outcome === 'ignore' ? IGNORED : fresh.get(program);
    const known = verdict ?? record.verdicts.get(program.key);
    const by = toolName(program, verdict ? tools.toolchain : record.toolchain);
    return { program, ...(known ? { verdict: known } : {}), recorded: !verdict && !!known, by };
  });
  const recorded = verified.filter(entry => entry.recorded).map(entry => entry.program);
  return {
    programs: verified,
    problems: [
      ...verified.flatMap(({ program, verdict }) =>
        verdict?.verdict === 'fail' ? verdictProblem(program, verdict) : [],
      ),
      ...[...crates].flatMap(([dir, built]) =>
        'broken' in built ? cratesProblem(dir, built.broken, talkDir) : [],
      ),
      ...record.problems,
    ],
    missing: verified.flatMap(({ program, verdict }) => {
      const obstacle = verdict ? undefined : obstacleTo(program, tools, crates);
      return obstacle ? toolProblem(program, obstacle) : [];
    }),
    remarks: [...new Set(recorded.flatMap(program => obstacleTo(program, tools, crates) ?? []))],
    changed: options.signal?.aborted ? [] : updateRecord(verified, record, options),
  };
}

async function prepareCrates(
  programs: readonly Program[],
  options: VerifyOptions,
): Promise<ReadonlyMap<string, Crates>> {
  const { tools, talkDir, signal } = options;
  const results = new Map<string, Crates>();
  if (!tools.toolchain.cargo || !tools.toolchain.rustc) return results;
  const packages = new Map(programs.flatMap(p => (p.manifest ? [[p.manifest.dir, p.manifest]] : [])));
  for (const [dir, manifest] of packages) {
    const names = new Set(programs.filter(p => p.manifest?.dir === dir).flatMap(p => p.crates));
    options.onProgress?.(`building crates: ${[...names].sort().join(', ')}`);
    results.set(dir, await buildCrates(manifest, [...names], tools.cargo, join(talkDir, '.oxideck'), signal));
  }
  return results;
}

function externsOf(program: Program, crates: ReadonlyMap<string, Crates>): string[] {
  const built = crates.get(program.manifest?.dir ?? '');
  return built && 'externs' in built ? program.crates.flatMap(name => built.externs.get(name) ?? []) : [];
}

/** Why a program cannot be verified on this machine; undefined when it can. */
function obstacleTo(program: Program, tools: Tools, crates: ReadonlyMap<string, Crates>): string | undefined {
  const tool = toolOf(program);
  if (!tools.toolchain[tool]) return `${tool === 'python' ? 'python3' : tool} is not installed`;
  if (!program.manifest) return undefined;
  if (!tools.toolchain.cargo) return 'cargo is not installed';
  const built = crates.get(program.manifest.dir);
  if (built && 'unreachable' in built) {
    return `the crates are out of reach (${built.unreachable.split('\n')[0]})`;
  }
  return built && 'broken' in built ? 'its crates do not build' : undefined;
}

function toolOf(program: Program): 'rustc' | 'python' {
  return program.expectation.language === 'python' ? 'python' : 'rustc';
}

function toolName(program: Program, toolchain: Toolchain | undefined): string {
  return toolchain?.[toolOf(program)]?.replace(/ \(.*/, '') ?? '';
}

/**
 * The record stands for one toolchain. So what another one verified is written only where no verdict of the
 * earlier one is left.
 */
function updateRecord(verified: readonly Verified[], record: Record, options: VerifyOptions): string[] {
  const { tools, talkDir } = options;
  const passed = verified.flatMap(({ program, verdict, recorded }) =>
    verdict?.verdict === 'pass' ? [{ program, verdict, recorded }] : [],
  );
  const fresh = new Set(passed.filter(({ recorded }) => !recorded).map(({ program }) => toolOf(program)));
  const mixed = [...fresh].some(tool => {
    const before = record.toolchain?.[tool];
    const allAnew = passed.every(({ program, recorded }) => toolOf(program) !== tool || !recorded);
    return before && before !== tools.toolchain[tool] && !(options.record === 'replace' && allAnew);
  });
  if (mixed || (passed.length === 0 && record.files.size === 0)) return [];
  const { python, ...rust } = tools.toolchain;
  const toolchain = {
    ...record.toolchain,
    ...(fresh.has('rustc') && record.toolchain?.rustc !== rust.rustc ? rust : {}),
    ...(fresh.has('python') && python ? { python } : {}),
  };
  const files = formatRecord(toolchain, passed);
  const kept = options.record === 'add' ? record.files : new Map<string, string>();
  const after = new Map([...kept, ...files]);
  const changed = changedFiles(record, after);
  if (!options.locked) writeRecord(talkDir, changed, after);
  return changed;
}
