import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { ExitCode } from '../exit-code.ts';
import { OxideckError } from '../problem.ts';
import { areIntact } from './artifacts.ts';
import type { Manifest } from './manifest.ts';
import { run } from './run.ts';

/** What rustc needs to know to call a package's crates, or why that is not to be had. */
export type Crates =
  { externs: ReadonlyMap<string, string[]> } | { unreachable: string } | { broken: string };

const Metadata = z.object({
  packages: z.array(
    z.object({
      id: z.string(),
      manifest_path: z.string(),
      targets: z.array(z.object({ name: z.string(), kind: z.array(z.string()) })),
    }),
  ),
  resolve: z.object({
    nodes: z.array(
      z.object({ id: z.string(), deps: z.array(z.object({ name: z.string(), pkg: z.string() })) }),
    ),
  }),
});

const Artifact = z.object({
  reason: z.literal('compiler-artifact'),
  package_id: z.string(),
  target: z.object({ kind: z.array(z.string()) }),
  filenames: z.array(z.string()),
  fresh: z.boolean(),
});
type Artifact = z.infer<typeof Artifact>;

const LIBRARY_KINDS = ['lib', 'rlib', 'proc-macro', 'dylib', 'cdylib'];
/** Cargo's words when a registry or a repository does not answer. */
const RE_UNREACHABLE =
  /failed to (download|fetch|get|query|load source|update)|unable to update|could ?n.t (resolve|connect)|could not (resolve|connect)|network|--offline|registry index/i;
/** What rustc says when a library that Cargo takes for built is cut short, or is none at all. */
const RE_DAMAGED = /\bE0(?:460|463|786)\b/;
const BUILD_TIMEOUT = 15 * 60_000;

/**
 * Builds the crates that a package's programs call, with Cargo, once for all of them. Exact paths are handed to
 * rustc: a folder of libraries would be ambiguous after the next update.
 */
export async function buildCrates(
  manifest: Manifest,
  names: readonly string[],
  cargo: string,
  cacheDir: string,
  signal?: AbortSignal,
): Promise<Crates> {
  const folder = createHash('sha256')
    .update(relative(dirname(cacheDir), manifest.dir))
    .digest('hex');
  const target = join(cacheDir, 'cargo', folder.slice(0, 12));
  await makeFolder(target);
  const call = (...args: string[]) =>
    run(cargo, args, {
      cwd: manifest.dir,
      env: { ...definedEnvironment(), CARGO_TARGET_DIR: target, CARGO_TERM_COLOR: 'never' },
      timeout: BUILD_TIMEOUT,
      signal,
    });

  const described = await call('metadata', '--format-version=1');
  if (described.exitCode !== 0) return failure(described.stderr);
  const { packages, resolve } = Metadata.parse(JSON.parse(described.stdout));
  const own = packages.find(entry => dirname(entry.manifest_path) === manifest.dir);
  const node = resolve.nodes.find(entry => entry.id === own?.id);
  const ownLibrary = own?.targets.find(entry => entry.kind.some(kind => LIBRARY_KINDS.includes(kind)));
  const ids = new Map([
    ...(node?.deps.map(dep => [dep.name, dep.pkg] as const) ?? []),
    ...(own && ownLibrary ? [[ownLibrary.name.replaceAll('-', '_'), own.id] as const] : []),
  ]);
  const wanted = names.flatMap(name => ids.get(name) ?? []);
  const build = () =>
    call(
      ...['build', '--lib', '--message-format=json-render-diagnostics'],
      ...wanted.flatMap(id => ['-p', id]),
    );
  let built = await build();
  const damaged =
    built.exitCode === 0 ? !areIntact(target, artifactsIn(built.stdout)) : RE_DAMAGED.test(built.stderr);
  if (damaged) {
    await rm(join(target, 'debug'), { recursive: true, force: true });
    built = await build();
    if (built.exitCode === 0) areIntact(target, artifactsIn(built.stdout));
  }
  if (built.exitCode !== 0) return failure(built.stderr);
  const artifacts = artifactsIn(built.stdout).filter(artifact =>
    artifact.target.kind.some(kind => LIBRARY_KINDS.includes(kind)),
  );
  const search = `-Ldependency=${join(target, 'debug/deps')}`;
  const externs = new Map<string, string[]>();
  for (const name of names) {
    const artifact = artifacts.find(({ package_id }) => package_id === ids.get(name));
    const file = artifact?.filenames.find(path => /\.(rlib|so|dylib|dll)$/.test(path));
    if (file) externs.set(name, ['--extern', `${name}=${file}`, search]);
  }
  return { externs };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new OxideckError(
      ExitCode.usage,
      `crates cannot be built in ${path} (${code})`,
      'let the folder be made; where plain Markdown is checked, `XDG_CACHE_HOME` may name another place for it',
    );
  }
}

function artifactsIn(stdout: string): Artifact[] {
  return stdout
    .split('\n')
    .filter(line => line.startsWith('{'))
    .flatMap(line => Artifact.safeParse(JSON.parse(line)).data ?? []);
}

function failure(stderr: string): Crates {
  const text = stderr.trim();
  return RE_UNREACHABLE.test(text) ? { unreachable: text } : { broken: text };
}

/** Cargo is the user's own, with the user's settings, proxies among them. */
function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
}
