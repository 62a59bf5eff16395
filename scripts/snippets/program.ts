import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Edition, Expectation } from './expectation.ts';
import type { Snippet } from './find-snippets.ts';
import { DEFAULT_EDITION, findManifest, type Manifest } from './manifest.ts';
import { blankStringsAndComments, shapeRust } from './shape.ts';
import type { Needs } from './toolchain.ts';

/** What the toolchain is given: one for all snippets that ask the same of the same source. */
export interface Program {
  /** The hash of all that its author wrote; a verdict holds for as long as this does. */
  key: string;
  /** Names the program's file in the record, without an extension. */
  name: string;
  expectation: Expectation;
  edition: Edition;
  /** Whole, as it is compiled. */
  text: string;
  /** The file it stands in, relative to the talk's folder; undefined for an inline program. */
  path?: string;
  /** What of it never runs, though it looks as if it did: its own `main`, or attributes at its end. */
  idle?: 'main' | 'dangling';
  /** Whether it is to have a `main` to run: a file without one is a library. */
  binary: boolean;
  /** Its package, if it calls crates of it. */
  manifest?: Manifest;
  /** The crates that it calls, by the name used in the code. */
  crates: readonly string[];
  /** Every place that shows it. */
  snippets: readonly Snippet[];
}

/** Raised when a verdict could come out differently for the same program. */
const CHECKER_VERSION = 2;
const RE_MAIN = /\bfn\s+(?:r#)?main\s*\(/;
const RE_INCLUDED = /\binclude(?:_str|_bytes)?!\s*\(\s*"([^"]+)"\s*,?\s*\)/g;
const RE_MODULE = /^[ \t]*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm;

/** Where the programs' editions and crates come from, other than from the nearest package. */
export interface ProgramOptions {
  /** The package of every program. */
  manifest?: Manifest | undefined;
  /** The edition of programs that name none. Default: their package's, or else 2024. */
  edition?: Edition | undefined;
}

/** The programs of a list of snippets, each once, in the order of their first snippet. */
export function toPrograms(
  snippets: readonly Snippet[],
  talkDir: string,
  options: ProgramOptions = {},
): Program[] {
  const programs = new Map<string, Program & { snippets: Snippet[] }>();
  for (const snippet of snippets) {
    if (!snippet.expectation) continue;
    const program = toProgram(snippet, snippet.expectation, talkDir, options);
    const earlier = programs.get(program.key);
    if (earlier) earlier.snippets.push(snippet);
    else programs.set(program.key, { ...program, snippets: [snippet] });
  }
  return distinctNames([...programs.values()]);
}

/** The tools that these programs need. */
export function toolsFor(programs: readonly Program[]): Needs {
  const rust = programs.filter(({ expectation }) => expectation.language === 'rust');
  return {
    rustc: rust.length > 0,
    cargo: rust.some(({ manifest }) => manifest),
    python: rust.length < programs.length,
  };
}

/** The key under which the record holds the verdict on a snippet's program. */
export function programKey(snippet: Snippet, talkDir: string): string | undefined {
  return snippet.expectation && toProgram(snippet, snippet.expectation, talkDir).key;
}

function toProgram(
  snippet: Snippet,
  expectation: Expectation,
  talkDir: string,
  options: ProgramOptions = {},
): Program {
  const folder = snippet.path ? dirname(join(talkDir, snippet.path)) : join(talkDir, 'snippets');
  const source = snippet.path ? readFileSync(join(talkDir, snippet.path), 'utf8') : snippet.whole;
  const rust = expectation.language === 'rust';
  const { testHarness } = expectation;
  const shaped = rust && !snippet.path ? shapeRust(source, { testHarness }) : undefined;
  const text = shaped?.text ?? source;
  const code = rust ? blankStringsAndComments(text) : text;
  const manifest = rust ? (options.manifest ?? findManifest(folder, talkDir)) : undefined;
  const crates = (manifest?.crates ?? []).filter(name => calls(code, name));
  const edition = expectation.edition ?? options.edition ?? manifest?.edition ?? DEFAULT_EDITION;
  // What a slide shows of it, and how long it may take, does not change what the toolchain says.
  const { output: _, timeout: __, ignoreReason: ___, ...rest } = expectation;
  const asked = { ...rest, codes: [...rest.codes].sort() };
  const parts = {
    version: CHECKER_VERSION,
    asked,
    ...(rust ? { edition } : {}),
    text,
    included: rust ? includedFiles(text, folder) : [],
    crates: crates.length > 0 ? manifest?.text : '',
  };
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  return {
    key,
    name: snippet.path?.replace(/^snippets\//, '') ?? `${snippet.section}-${key.slice(0, 8)}`,
    expectation,
    edition,
    text,
    ...(snippet.path ? { path: snippet.path } : {}),
    binary: !snippet.path || !rust || RE_MAIN.test(code) || testHarness,
    ...(shaped?.mainNeverRuns
      ? { idle: 'main' as const }
      : shaped?.dangling
        ? { idle: 'dangling' as const }
        : {}),
    ...(crates.length > 0 && manifest ? { manifest } : {}),
    crates,
    snippets: [snippet],
  };
}

function calls(code: string, crate: string): boolean {
  return new RegExp(`\\b${crate}\\s*::|\\b(?:use|extern\\s+crate)\\s+(?:r#)?${crate}\\b`).test(code);
}

/** The texts of the files that rustc will read besides the program's own. */
function includedFiles(text: string, folder: string): string[] {
  const named = [
    ...[...text.matchAll(RE_INCLUDED)].map(match => match[1] ?? ''),
    ...[...text.matchAll(RE_MODULE)].flatMap(match => [`${match[1]}.rs`, `${match[1]}/mod.rs`]),
  ].map(name => resolve(folder, name));
  return named.filter(existsSync).map(file => readFileSync(file, 'utf8'));
}

/** One file asked two things has two verdicts: their names get a part of their keys. */
function distinctNames(programs: readonly Program[]): Program[] {
  const count = new Map<string, number>();
  for (const { name } of programs) count.set(name, (count.get(name) ?? 0) + 1);
  return programs.map(program =>
    (count.get(program.name) ?? 0) > 1
      ? { ...program, name: `${program.name}-${program.key.slice(0, 8)}` }
      : program,
  );
}
