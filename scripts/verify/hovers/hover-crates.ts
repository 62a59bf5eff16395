import { dirname } from 'node:path';
import { z } from 'zod';
import type { Manifest } from '../../languages/rust/manifest.ts';
import { run } from '../../system/run.ts';
import { toolEnvironment } from '../../languages/rust/rustc.ts';

/** A crate as rust-analyzer reads it: its sources, not what Cargo built of them. */
export interface HoverCrate {
  id: string;
  name: string;
  /** Its first file, as an absolute path. */
  file: string;
  edition: string;
  features: readonly string[];
  uses: readonly Use[];
}

/** A crate that another one names. */
export interface Use {
  name: string;
  id: string;
}

const Metadata = z.object({
  packages: z.array(
    z.object({
      id: z.string(),
      manifest_path: z.string(),
      targets: z.array(
        z.object({ kind: z.array(z.string()), name: z.string(), src_path: z.string(), edition: z.string() }),
      ),
    }),
  ),
  resolve: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        deps: z.array(z.object({ name: z.string(), pkg: z.string() })),
        features: z.array(z.string()).default([]),
      }),
    ),
  }),
});

const TIMEOUT = 30_000;
/** Procedural macros are none of these: they would be run. */
const LIBRARY_KINDS = ['lib', 'rlib', 'dylib', 'cdylib'];

/** The crates that a package's programs can call, with all that these use; none where Cargo does not know without a registry. */
export async function readHoverCrates(
  { dir }: Manifest,
  signal?: AbortSignal,
): Promise<{ uses: Use[]; crates: HoverCrate[] }> {
  const args = ['metadata', '--format-version=1', '--offline', '--locked'];
  const options = { cwd: dir, env: toolEnvironment(), timeout: TIMEOUT, signal };
  const described = await run('cargo', args, options).catch(() => undefined);
  if (described?.exitCode !== 0) return { uses: [], crates: [] };
  const { packages, resolve } = Metadata.parse(JSON.parse(described.stdout));
  const nodes = new Map(resolve.nodes.map(node => [node.id, node]));
  const crates = packages.flatMap(({ id, targets }): HoverCrate[] => {
    const library = targets.find(({ kind }) => kind.some(word => LIBRARY_KINDS.includes(word)));
    if (!library) return [];
    const { deps = [], features = [] } = nodes.get(id) ?? {};
    return [
      {
        id,
        name: library.name.replaceAll('-', '_'),
        file: library.src_path,
        edition: library.edition,
        features,
        uses: deps.map(({ name, pkg }) => ({ name, id: pkg })),
      },
    ];
  });
  const own = packages.find(({ manifest_path }) => dirname(manifest_path) === dir)?.id;
  const library = crates.find(({ id }) => id === own);
  return {
    uses: [
      ...(nodes.get(own ?? '')?.deps.map(({ name, pkg }) => ({ name, id: pkg })) ?? []),
      ...(library ? [{ name: library.name, id: library.id }] : []),
    ],
    crates,
  };
}

/** Those of the crates that these uses lead to. */
export function reachable(crates: readonly HoverCrate[], uses: readonly Use[]): HoverCrate[] {
  const byId = new Map(crates.map(crate => [crate.id, crate]));
  const found = new Set<HoverCrate>();
  const open = [...uses];
  for (let use = open.pop(); use; use = open.pop()) {
    const crate = byId.get(use.id);
    if (!crate || found.has(crate)) continue;
    found.add(crate);
    open.push(...crate.uses);
  }
  return [...found];
}
