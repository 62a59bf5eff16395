import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { EDITIONS, type Edition } from './expectation.ts';

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
  };
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
