import { dirname, join } from 'node:path';
import type { Edition } from '../../languages/expectation.ts';
import type { HoverCrate, Use } from './hover-crates.ts';

/** A program as rust-analyzer gets it. */
export interface HoverSource {
  /** The file that holds it, as an absolute path. */
  file: string;
  edition: Edition;
  /** The crates that it calls. */
  uses: readonly Use[];
}

/**
 * The crates of the standard library, each with those that it depends on. They are listed here, as rust-analyzer's
 * own way to find them asks Cargo, which may ask a registry; and as its `sysroot_project`, since methods of primitive
 * types are looked for nowhere else.
 */
const LIBRARY = [
  { name: 'core', uses: [] },
  { name: 'alloc', uses: ['core'] },
  { name: 'panic_unwind', uses: ['core', 'alloc'] },
  { name: 'std', uses: ['core', 'alloc', 'panic_unwind'] },
] as const;
const LIBRARY_EDITION = '2024';

/**
 * The programs, a crate each, beside the crates that they call and one standard library.
 * https://rust-analyzer.github.io/book/non_cargo_based_projects.html
 */
export function hoverProject(
  sources: readonly HoverSource[],
  crates: readonly HoverCrate[],
  library: string,
  cfg: readonly string[],
): Record<string, unknown> {
  const places = new Map(crates.map(({ id }, index) => [id, index]));
  const depend = (uses: readonly Use[]) =>
    uses.flatMap(({ name, id }) => {
      const crate = places.get(id);
      return crate === undefined ? [] : [{ crate, name }];
    });
  const indexOf = (name: string) => LIBRARY.findIndex(crate => crate.name === name);
  return {
    sysroot_src: library,
    sysroot_project: {
      crates: LIBRARY.map(({ name, uses }) => ({
        display_name: name,
        root_module: join(library, name, 'src/lib.rs'),
        edition: LIBRARY_EDITION,
        deps: uses.map(name => ({ crate: indexOf(name), name })),
        cfg,
        is_workspace_member: false,
      })),
    },
    crates: [
      ...crates.map(({ name, file, edition, features, uses }) => ({
        display_name: name,
        root_module: file,
        edition,
        deps: depend(uses),
        cfg: [...cfg, ...features.map(feature => `feature="${feature}"`)],
        is_workspace_member: false,
      })),
      ...sources.map(({ file, edition, uses }) => ({
        display_name: 'program',
        root_module: file,
        edition,
        deps: depend(uses),
        cfg,
        is_workspace_member: true,
        // The folder beside it can hold a talk's built crates.
        source: { include_dirs: [dirname(file)], exclude_dirs: [join(dirname(file), 'target')] },
      })),
    ],
  };
}
