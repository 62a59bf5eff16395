import type { Program } from '../programs/program.ts';
import { blankStringsAndComments } from '../../languages/rust/shape.ts';
import { leavesItsFile } from '../../languages/rust/super-paths.ts';

/**
 * What a program may hold that means another thing in a module of a larger crate. A bundle may reject what
 * passes alone, as that is judged again; it must never accept what alone would be rejected, or run otherwise.
 */
const HAZARDS: [RegExp, string][] = [
  [/\$?\bcrate\s*::|\bpub\s*\(\s*in\b/, 'names the root of its crate'],
  [/#!\[(?!\s*allow\s*\()/, 'has attributes for its whole crate'],
  [/\b(deny|forbid)\s*\(/, 'forbids what is allowed in a private module'],
  [/\bmacro_export\b|\bmacro_use\b|\bextern\s+crate\b/, 'shares macros or crates'],
  [/\b(no_mangle|export_name|link_name|link_section|link)\b/, 'names symbols'],
  [/\b(global_allocator|panic_handler|no_main|lang_items?|global_asm)\b/, 'replaces a part of the program'],
  [/\b(module_path|file|line|column)\s*!|\btype_name|\blocation\s*\(|\bLocation\b/, 'tells where it stands'],
  [/\b(args|args_os|current_exe)\b|\bset_hook\b|\bBacktrace\b/, 'tells how it was called'],
  [/\b(include|include_str|include_bytes)\s*!|^[ \t]*(pub\s+)?mod\s+\w+\s*;/m, 'takes in other files'],
];

/** Why a program must be compiled alone; undefined when it may share a crate with others. */
export function hazardOf(program: Program): string | undefined {
  const { expectation, binary } = program;
  if (expectation.language !== 'rust') return 'is not Rust';
  if (expectation.outcome === 'compile_fail') return 'is to be rejected';
  if (expectation.standaloneCrate) return 'is to stand alone';
  if (expectation.warnings) return 'has warnings to be shown';
  if (expectation.testHarness) return 'needs the test harness';
  if (!binary) return 'is a library';
  if (leavesItsFile(program.text)) return 'names what is around it';
  const code = blankStringsAndComments(program.text);
  return HAZARDS.find(([pattern]) => pattern.test(code))?.[1];
}
