import type { Problem } from '../diagnostics/problem.ts';
import type { Crates, CratesOptions } from '../languages/rust/crates.ts';
import { isRun, type Judged, judgeAll } from './judge-all.ts';
import { unenforcedLimits } from '../system/limits.ts';
import { outOfReach } from './transcript/judge-transcript.ts';
import type { Program } from './programs/program.ts';
import { toolsOf } from './programs/program-tools.ts';
import { missingCommand } from './transcript/run-transcript.ts';
import type { Toolchain, Tools } from '../languages/rust/toolchain.ts';
import { IGNORED, type Verdict } from '../languages/verdict.ts';
import { cratesProblem, toolProblem, verdictProblems } from './verdict-problem.ts';

/** Verdicts by the keys of their programs, and the tools that they stand for. */
export interface Known {
  toolchain: Toolchain | undefined;
  verdicts: ReadonlyMap<string, Verdict>;
}

export interface VerifyOptions {
  /** The folder that the programs' paths are relative to: the talk's. */
  talkDir: string;
  /** Where crates are built, outside the sources. */
  cacheDir: string;
  tools: Tools;
  /** Verify all again, whatever is known. */
  fresh?: boolean;
  /** Compile every program alone, where several could share a crate. */
  isolate?: boolean;
  /** The verdicts of earlier runs, and the tools that gave them. */
  known: Known;
  /** Whether known verdicts are good enough when another version of the tool gave them. */
  anyToolchain: boolean;
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
  /** The tools that gave the verdict, such as `rustc 1.95.0`, with commas between them. */
  by: string;
  /** How long it took to compile alone, or its share of a bundle, and to run; 0 when it is recorded. */
  milliseconds: number;
}

export interface Verification {
  programs: Verified[];
  /** Wrong verdicts, and crates that cannot be built. */
  problems: Problem[];
  /** Programs that could be neither verified nor looked up, and which tool that takes. */
  missing: Problem[];
  /** Why a verdict that is recorded was not taken again, a sentence a reason. */
  remarks: string[];
  /** The limits that the programs that were run were not held to on this machine. */
  unenforced: string[];
}

/** The verdict on each program: from the record where it still holds, else from the toolchain. */
export async function verify(programs: readonly Program[], options: VerifyOptions): Promise<Verification> {
  const { tools, talkDir, known } = options;
  const trusted = (program: Program) =>
    !options.fresh &&
    known.verdicts.has(program.key) &&
    (options.anyToolchain ||
      toolsOf(program).every(tool => known.toolchain?.[tool] === tools.toolchain[tool]));

  const open = programs.filter(p => p.expectation.outcome !== 'ignore' && !trusted(p));
  const crates = await prepareCrates(open, options);
  const obstacle = (program: Program) => obstacleTo(program, tools, crates);
  const fresh = await judgeAll(
    open.filter(program => !obstacle(program)),
    { ...options, isolate: options.isolate ?? false, externsOf: program => externsOf(program, crates) },
  );
  const away = transcriptsOutOfReach(fresh, known);
  for (const program of away.keys()) fresh.delete(program);

  const verified = programs.map((program): Verified => {
    const judged = fresh.get(program);
    const verdict = program.expectation.outcome === 'ignore' ? IGNORED : judged?.verdict;
    const found = verdict ?? (judged?.failure ? undefined : known.verdicts.get(program.key));
    const by = toolName(program, verdict ? tools.toolchain : known.toolchain);
    const milliseconds = Math.round(judged?.milliseconds ?? 0);
    return {
      program,
      ...(found ? { verdict: found } : {}),
      recorded: !verdict && !!found,
      by,
      milliseconds,
    };
  });
  const recorded = verified.filter(entry => entry.recorded).map(entry => entry.program);
  return {
    programs: verified,
    problems: [
      ...verified.flatMap(({ program, verdict }) => (verdict ? verdictProblems(program, verdict) : [])),
      ...[...crates].flatMap(([dir, built]) =>
        'broken' in built ? cratesProblem(dir, built.broken, talkDir) : [],
      ),
    ],
    missing: verified.flatMap(({ program, verdict }) => {
      const why = verdict ? undefined : (fresh.get(program)?.failure ?? obstacle(program));
      return why ? toolProblem(program, why) : [];
    }),
    unenforced: [...fresh.keys()].some(isRun) ? unenforcedLimits(tools.toolchain.rustc !== undefined) : [],
    remarks: [...new Set(recorded.flatMap(program => away.get(program) ?? obstacle(program) ?? []))],
  };
}

/** Builds the crates of these programs, a package at a time, by the folders of the packages. */
export async function prepareCrates(
  programs: readonly Program[],
  options: Pick<VerifyOptions, 'tools' | 'cacheDir' | 'onProgress' | 'signal'> &
    Pick<CratesOptions, 'profile'>,
): Promise<ReadonlyMap<string, Crates>> {
  const { tools, signal, profile } = options;
  const results = new Map<string, Crates>();
  if (!tools.toolchain.cargo || !tools.toolchain.rustc) return results;
  const packages = new Map(programs.flatMap(p => (p.manifest ? [[p.manifest.dir, p.manifest]] : [])));
  if (packages.size === 0) return results;
  const { buildCrates, cratesTimeout } = await import('../languages/rust/crates.ts');
  for (const [dir, manifest] of packages) {
    const names = new Set(programs.filter(p => p.manifest?.dir === dir).flatMap(p => p.crates));
    options.onProgress?.(`building crates: ${[...names].sort().join(', ')}`);
    const timeout = cratesTimeout(programs.filter(p => p.manifest?.dir === dir));
    const call = {
      ...{ cargo: tools.cargo, cacheDir: options.cacheDir, timeout, signal },
      ...(profile ? { profile } : {}),
    };
    results.set(dir, await buildCrates(manifest, [...names], call));
  }
  return results;
}

/** What leads a program to its crates, for rustc or for Python. */
export function externsOf(program: Program, crates: ReadonlyMap<string, Crates>): string[] {
  const built = crates.get(program.manifest?.dir ?? '');
  if (!built || !('externs' in built)) return [];
  const found = program.expectation.language === 'python' ? built.modules : built.externs;
  return program.crates.flatMap(name => found.get(name) ?? []);
}

/** Transcripts that failed only because a registry did not answer, where the record has their verdicts. */
function transcriptsOutOfReach(fresh: ReadonlyMap<Program, Judged>, known: Known): Map<Program, string> {
  return new Map(
    [...fresh].flatMap(([program, { verdict }]) => {
      const away = verdict && known.verdicts.has(program.key) ? outOfReach(verdict) : undefined;
      return away ? [[program, `a registry is out of reach (${away})`]] : [];
    }),
  );
}

/** Why a program cannot be verified on this machine; undefined when it can. */
export function obstacleTo(
  program: Program,
  tools: Tools,
  crates: ReadonlyMap<string, Crates>,
): string | undefined {
  const missing =
    toolsOf(program).find(tool => !tools.toolchain[tool]) ??
    (program.manifest && !tools.toolchain.cargo ? 'cargo' : undefined) ??
    missingCommand(program);
  if (missing) return `${missing === 'python' ? 'python3' : missing} is not installed`;
  const built = crates.get(program.manifest?.dir ?? '');
  if (built && 'unreachable' in built) {
    return `the crates are out of reach (${built.unreachable.split('\n')[0]})`;
  }
  return built && 'broken' in built ? 'its crates do not build' : undefined;
}

/** What the verdict of a program comes from, such as `rustc 1.95.0`; a transcript names Cargo. */
function toolName(program: Program, toolchain: Toolchain | undefined): string {
  const transcript = program.expectation.language === 'console';
  return toolsOf(program)
    .flatMap(tool => (transcript && tool === 'rustc' && toolchain?.cargo) || (toolchain?.[tool] ?? []))
    .map(version => version.replace(/ \(.*/, ''))
    .join(', ');
}
