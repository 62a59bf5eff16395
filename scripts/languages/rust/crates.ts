import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { ExitCode } from '../../diagnostics/exit-code.ts';
import { OxideckError } from '../../diagnostics/problem.ts';
import { areIntact } from './artifacts.ts';
import { endMarked } from '../../system/end-marked.ts';
import type { Manifest } from './manifest.ts';
import type { Program } from '../../verify/programs/program.ts';
import { removeFolder } from '../../system/remove-folder.ts';
import { run } from '../../system/run.ts';
import { makeScratch } from '../../system/scratch.ts';

/**
 * What rustc needs to know to call a package's crates, and the files that Python can load; or why that is not to
 * be had.
 */
export type Crates =
  | { externs: ReadonlyMap<string, string[]>; modules: ReadonlyMap<string, string> }
  | { unreachable: string }
  | { broken: string };

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
/** How long Cargo may take, in seconds. */
const BUILD_TIMEOUT = 15 * 60;

export interface CratesOptions {
  cargo: string;
  cacheDir: string;
  /** Seconds. */
  timeout: number;
  /** How Cargo builds them. Default: as for tests, which takes less time. */
  profile?: 'dev' | 'release';
  signal?: AbortSignal | undefined;
}

/** How long Cargo may take for the crates of these programs: what one of them says, or else a quarter of an hour. */
export function cratesTimeout(programs: readonly Program[]): number {
  const said = programs.flatMap(({ expectation }) => expectation.build ?? []);
  return said.length > 0 ? Math.max(...said) : BUILD_TIMEOUT;
}

/**
 * Builds the crates that a package's programs call, with Cargo, once for all of them. Exact paths are handed to
 * rustc: a folder of libraries would be ambiguous after the next update.
 */
export async function buildCrates(
  manifest: Manifest,
  names: readonly string[],
  options: CratesOptions,
): Promise<Crates> {
  const own = makeScratch();
  try {
    return await buildWithin(own, manifest, names, options);
  } finally {
    // What build scripts and procedural macros have left running.
    endMarked(own);
    await removeFolder(own);
  }
}

async function buildWithin(
  folder: string,
  manifest: Manifest,
  names: readonly string[],
  { cargo, cacheDir, timeout, profile = 'dev', signal }: CratesOptions,
): Promise<Crates> {
  const place = createHash('sha256')
    .update(relative(dirname(cacheDir), manifest.dir))
    .digest('hex');
  const target = join(cacheDir, 'cargo', place.slice(0, 12));
  await makeFolder(target);
  const call = async (...args: string[]) => {
    const result = await run(cargo, args, {
      cwd: manifest.dir,
      env: { ...definedEnvironment(), CARGO_TARGET_DIR: target, CARGO_TERM_COLOR: 'never' },
      own: folder,
      timeout: timeout * 1000,
      signal,
    });
    if (result.cutOff !== 'time') return result;
    const said = `error: Cargo took longer than ${timeout} s and was ended; \`build=…s\` on a fence gives it more`;
    return { ...result, stderr: [result.stderr.trimEnd(), said].join('\n') };
  };

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
      ...['build', '--lib', `--profile=${profile}`, '--message-format=json-render-diagnostics'],
      ...wanted.flatMap(id => ['-p', id]),
    );
  // Cargo's folder for the profile `dev` has another name.
  const outputs = join(target, profile === 'dev' ? 'debug' : profile);
  let built = await build();
  const damaged =
    built.exitCode === 0 ? !areIntact(target, artifactsIn(built.stdout)) : RE_DAMAGED.test(built.stderr);
  if (damaged) {
    await rm(outputs, { recursive: true, force: true });
    built = await build();
    if (built.exitCode === 0) areIntact(target, artifactsIn(built.stdout));
  }
  if (built.exitCode !== 0) return failure(built.stderr);
  const artifacts = artifactsIn(built.stdout).filter(artifact =>
    artifact.target.kind.some(kind => LIBRARY_KINDS.includes(kind)),
  );
  const search = `-Ldependency=${join(outputs, 'deps')}`;
  const externs = new Map<string, string[]>();
  const modules = new Map<string, string>();
  for (const name of names) {
    const artifact = artifacts.find(({ package_id }) => package_id === ids.get(name));
    const file = artifact?.filenames.find(path => /\.(rlib|so|dylib|dll)$/.test(path));
    if (file) externs.set(name, ['--extern', `${name}=${file}`, search]);
    const module = artifact?.filenames.find(path => /\.(so|dylib|dll)$/.test(path));
    if (module) modules.set(name, module);
  }
  return { externs, modules };
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
