import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { EDITIONS, type Edition } from '../expectation.ts';

/** The Cargo package that a program belongs to. */
export interface Manifest {
  /** The package's folder, as an absolute path. */
  dir: string;
  name: string;
  version: string;
  edition: Edition;
  /** The names by which its programs can call the crates it depends on, its own library included. */
  crates: readonly string[];
  /** What the crates are made of: the text of Cargo.toml and of Cargo.lock. */
  text: string;
  /** The name of its own library in code, if it has one. */
  library?: string;
  /** The name by which Python can import that library, if it is built as a `cdylib`. */
  module?: string;
  /**
   * The texts that these crates are made of, as far as they change without Cargo.toml and Cargo.lock: the own library,
   * and what is named by its path.
   */
  localSources(crates: readonly string[]): string[];
}

const PackageToml = z.object({
  package: z
    .object({
      name: z.string().default('snippets'),
      version: z.string().default('0.0.0').catch('0.0.0'),
      edition: z.enum(EDITIONS).optional().catch(undefined),
    })
    .prefault({}),
  lib: z
    .object({ name: z.string().optional(), 'crate-type': z.array(z.string()).default([]).catch([]) })
    .prefault({}),
  dependencies: z.record(z.string(), z.unknown()).default({}),
  'dev-dependencies': z.record(z.string(), z.unknown()).default({}),
});

/** The nearest package at or above a folder, up to the talk's folder; undefined when there is none. */
export function findManifest(from: string, talkDir: string): Manifest | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const path = join(dir, 'Cargo.toml');
    if (existsSync(path)) return readManifest(dir, readFileSync(path, 'utf8'));
    if (dir === talkDir || dir === dirname(dir)) return undefined;
  }
}

/** What a package's Cargo.toml says; undefined when it cannot be read. */
export function readManifest(dir: string, text: string): Manifest | undefined {
  const toml = PackageToml.safeParse(parseToml(text));
  if (!toml.success) return undefined;
  const { package: about, lib, dependencies } = toml.data;
  const library = existsSync(join(dir, 'src/lib.rs')) ? toIdentifier(lib.name ?? about.name) : '';
  const local = localCrates(dir, { ...dependencies, ...toml.data['dev-dependencies'] });
  const lock = join(dir, 'Cargo.lock');
  return {
    dir,
    name: about.name,
    version: about.version,
    edition: about.edition ?? '2015',
    crates: [...Object.keys(dependencies), ...Object.keys(toml.data['dev-dependencies']), library]
      .filter(Boolean)
      .map(toIdentifier),
    ...(library ? { library } : {}),
    ...(library && lib['crate-type'].includes('cdylib') ? { module: library } : {}),
    text: `${text}\n${existsSync(lock) ? readFileSync(lock, 'utf8') : ''}`,
    localSources: called => {
      // The own library may call any of them.
      const own = library !== '' && called.includes(library);
      const others = [...local].filter(([name]) => own || called.includes(name));
      const seen = new Set([dir]);
      return [...(own ? filesOf(dir) : []), ...others.flatMap(([, path]) => crateSources(path, seen))];
    },
  };
}

/** The folders of the crates that are named by their paths. */
function localCrates(dir: string, dependencies: Record<string, unknown>): Map<string, string> {
  return new Map(
    Object.entries(dependencies).flatMap(([name, wanted]): [string, string][] => {
      const { path } = Object(wanted) as { path?: unknown };
      return typeof path === 'string' ? [[toIdentifier(name), resolve(dir, path)]] : [];
    }),
  );
}

/** The texts of a crate, and of those that it names by their paths in turn. */
function crateSources(dir: string, seen: Set<string>): string[] {
  const file = join(dir, 'Cargo.toml');
  if (seen.has(dir) || !existsSync(file)) return [];
  seen.add(dir);
  const text = readFileSync(file, 'utf8');
  const toml = PackageToml.safeParse(parseToml(text));
  const others = toml.success ? localCrates(dir, toml.data.dependencies) : [];
  const build = join(dir, 'build.rs');
  return [
    text,
    ...(existsSync(build) ? [readFileSync(build, 'utf8')] : []),
    ...filesOf(dir),
    ...[...others].flatMap(([, path]) => crateSources(path, seen)),
  ];
}

/** The texts of a crate's own files, in the order of their names. */
function filesOf(dir: string): string[] {
  const folder = join(dir, 'src');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.rs'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(file => readFileSync(file, 'utf8'));
}

function toIdentifier(name: string): string {
  return name.replaceAll('-', '_');
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // Cargo says what is wrong with it, better than we could, when it builds the crates.
    return undefined;
  }
}
