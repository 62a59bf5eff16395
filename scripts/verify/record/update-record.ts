import { formatRecord, type Record } from './record.ts';
import { toolsOf } from '../programs/program-tools.ts';
import type { Tools } from '../../languages/rust/toolchain.ts';
import type { Verified } from '../verify.ts';
import { changedFiles, removeUnfinished, writeRecord } from './write-record.ts';

export interface UpdateOptions {
  talkDir: string;
  tools: Tools;
  /** `replace`: the record will hold exactly these programs. `add`: verdicts of other programs stay. */
  mode: 'replace' | 'add';
  /** The rust-analyzer that hovers were taken from; undefined where none was asked. */
  hoversBy?: string | undefined;
  /** Leave the record as it is, and tell what would have changed. */
  locked?: boolean;
}

/**
 * The record stands for one toolchain. So what another one verified is written only where no verdict of the
 * earlier one is left.
 *
 * @returns the files that were written or removed, or would have been
 */
export function updateRecord(
  verified: readonly Verified[],
  record: Record,
  options: UpdateOptions,
): string[] {
  const { tools, talkDir } = options;
  if (!options.locked) removeUnfinished(talkDir, record);
  const passed = verified.flatMap(({ program, verdict, recorded }) =>
    verdict?.verdict === 'pass' ? [{ program, verdict, recorded }] : [],
  );
  const fresh = new Set(
    passed.filter(({ recorded }) => !recorded).flatMap(({ program }) => toolsOf(program)),
  );
  const mixed = [...fresh].some(tool => {
    const before = record.toolchain?.[tool];
    const allAnew = passed.every(({ program, recorded }) => !toolsOf(program).includes(tool) || !recorded);
    return before && before !== tools.toolchain[tool] && !(options.mode === 'replace' && allAnew);
  });
  if (mixed || (passed.length === 0 && record.files.size === 0)) return [];
  const { python, ...rust } = tools.toolchain;
  const toolchain = {
    ...record.toolchain,
    ...(fresh.has('rustc') && (record.toolchain?.rustc !== rust.rustc || !record.toolchain?.cargo)
      ? rust
      : {}),
    ...(fresh.has('python') && python ? { python } : {}),
    ...(options.hoversBy ? { 'rust-analyzer': options.hoversBy } : {}),
  };
  const files = formatRecord(toolchain, passed);
  const kept = options.mode === 'add' ? record.files : new Map<string, string>();
  const after = new Map([...kept, ...files]);
  const changed = changedFiles(record, after);
  if (!options.locked) writeRecord(talkDir, changed, after);
  return changed;
}
