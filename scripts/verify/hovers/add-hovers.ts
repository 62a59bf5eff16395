import type { Program } from '../programs/program.ts';
import type { Record } from '../record/record.ts';
import { findRustAnalyzer } from '../../languages/rust/rust-analyzer.ts';
import type { Verified } from '../verify.ts';

export interface AddHoversOptions {
  talkDir: string;
  record: Record;
  /** Whether those that are not on record are taken. */
  ask: boolean;
  /** Whether the hovers of all programs may be taken anew, when another rust-analyzer took those on record. */
  mayReplace: boolean;
  /** Told before something slow begins. */
  onProgress?: (message: string) => void;
  signal?: AbortSignal | undefined;
}

/** Programs with their hovers. */
export interface Hovered {
  programs: Verified[];
  /** The rust-analyzer that was asked; undefined where none was. */
  by?: string;
  /** Why hovers are left out, where a rust-analyzer is installed that does not do its work. */
  failure?: string;
}

/**
 * Adds hovers to the verdicts on Rust programs that have just been verified, or have none. Where no rust-analyzer
 * is installed, those on record stay. The record stands for one of them: hovers of another one replace all or none.
 */
export async function addHovers(verified: readonly Verified[], options: AddHoversOptions): Promise<Hovered> {
  const { record } = options;
  const before = verified.map(entry => withHovers(entry, record.verdicts.get(entry.program.key)?.hovers));
  const able = before.filter(canHover);
  const open = able.filter(({ recorded, verdict }) => !recorded || !verdict?.hovers);
  if (open.length === 0 || !options.ask) return { programs: before };
  const analyzer = await findRustAnalyzer(options.signal);
  if (!analyzer) return { programs: before };
  const earlier = record.toolchain?.['rust-analyzer'] ?? analyzer.version;
  const other = earlier !== analyzer.version;
  if (other && !options.mayReplace) return { programs: before };
  const asked = (other ? able : open).map(({ program }) => program);
  options.onProgress?.(`asking ${analyzer.version} about names`);
  const { takeHovers } = await import('./take-hovers.ts');
  const { talkDir, signal } = options;
  const { hovers, failure } = await takeHovers(asked, { analyzer, talkDir, signal });
  // What another one took is replaced by all or by nothing.
  if (failure && other) return { programs: before, failure: `${analyzer.version}: ${failure}` };
  return {
    programs: before.map(entry => withHovers(entry, hovers.get(entry.program))),
    ...(hovers.size > 0 ? { by: analyzer.version } : {}),
    ...(failure ? { failure: `${analyzer.version}: ${failure}` } : {}),
  };
}

type Hovers = NonNullable<Verified['verdict']>['hovers'];

function withHovers(entry: Verified, hovers: Hovers): Verified {
  return hovers && entry.verdict && canHover(entry)
    ? { ...entry, verdict: { ...entry.verdict, hovers } }
    : entry;
}

function canHover({ program, verdict }: { program: Program; verdict?: Verified['verdict'] }): boolean {
  return program.expectation.language === 'rust' && verdict?.verdict === 'pass';
}
