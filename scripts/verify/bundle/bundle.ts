import type { Program } from '../programs/program.ts';
import { SUPERVISOR_CRATE } from '../sandbox/build-supervisor.ts';

/** Many programs as modules of one crate. */
export interface Bundle {
  /** The texts of its files, by their paths within the bundle's folder. */
  files: ReadonlyMap<string, string>;
  /** The crate's own file. */
  root: string;
}

const ROOT = 'bundle.rs';
const ENTRY = '__oxideck_main';

/**
 * Each program is a file of its own, so that a diagnostic names its owner, with a function inside that calls its
 * private `main`. `Termination` asks of each what it asks of a real `main`, and the calls make every one of them
 * reachable, so that none escapes the checks on instantiated code. To run, the bundle is its own supervisor: see
 * supervisor.rs.
 */
export function makeBundle(
  programs: readonly Program[],
  fileOf: (program: Program) => string,
  runs: boolean,
): Bundle {
  const files = new Map<string, string>();
  const modules: string[] = [];
  const arms: string[] = [];
  for (const [index, program] of programs.entries()) {
    const path = bundledPath(index, fileOf(program));
    files.set(path, `${program.text}\npub fn ${ENTRY}() -> impl std::process::Termination { main() }\n`);
    modules.push(`#[path = ${JSON.stringify(path)}] mod __oxideck_${index};`);
    arms.push(`Some(${index}) => std::process::Termination::report(__oxideck_${index}::${ENTRY}()),`);
  }
  if (runs) modules.push(`extern crate ${SUPERVISOR_CRATE};`);
  const main = [
    'fn main() -> std::process::ExitCode {',
    `    match ${runs ? `${SUPERVISOR_CRATE}::supervise()` : 'None::<usize>'} {`,
    ...arms.map(arm => `        ${arm}`),
    '        _ => std::process::ExitCode::SUCCESS,',
    '    }',
    '}',
    '',
  ];
  files.set(ROOT, ['#![allow(unused)]', ...modules, ...main].join('\n'));
  return { files, root: ROOT };
}

/** Where a program's file lies in the bundle: a folder of its own keeps the name that its messages show. */
export function bundledPath(index: number, file: string): string {
  return `${index}/${file}`;
}

/** The index of the program to which a path in a diagnostic of the bundle belongs. */
export function ownerOf(path: string): number | undefined {
  const index = path.match(/^(\d+)\//)?.[1];
  return index === undefined ? undefined : Number(index);
}

const RE_BUNDLED_PLACE = /(^|[\s[(])\d+\/(?=[^\s:]+\.rs:\d+)/gm;

/** What a program printed, with the places in it named as if it stood alone. */
export function withoutFolder(text: string): string {
  return text.replace(RE_BUNDLED_PLACE, '$1');
}
