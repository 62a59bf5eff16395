import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEFAULT_EDITION, type Edition, type Expectation } from '../../languages/expectation.ts';
import type { Snippet } from './find-snippets.ts';
import { folderOf, includedFiles } from '../../languages/rust/included-files.ts';
import type { Manifest } from '../../languages/rust/manifest.ts';
import { type Tool, toolsOf } from './program-tools.ts';
import { blankStringsAndComments, shapeRust } from '../../languages/rust/shape.ts';
import type { Needs } from '../../languages/rust/toolchain.ts';

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

/** Raised when a verdict could come out differently for the same program, or is kept in another form. */
const CHECKER_VERSION = 3;
/** What a slide shows of a program, and how long it may take, does not change what the toolchain says. */
const UNASKED = new Set([
  ...['output', 'time', 'run', 'timeout', 'build', 'ignoreReason', 'reveal', 'terminal', 'types', 'quiz'],
]);
const RE_MAIN = /\bfn\s+(?:r#)?main\s*\(/;
/** Where the programs' editions and crates come from. */
export interface ProgramOptions {
  /** The package of a program, by the folder that it belongs to. */
  packageOf: (folder: string) => Manifest | undefined;
  /** The edition of programs that name none. Default: their package's, or else 2024. */
  edition?: Edition | undefined;
}

/**
 * The programs of a list of snippets, each once, in the order of their first snippet.
 *
 * @param baseDir the folder that the snippets' paths are relative to: the talk's
 */
export function collectPrograms(
  snippets: readonly Snippet[],
  baseDir: string,
  options: ProgramOptions,
): Program[] {
  const programs = new Map<string, Program & { snippets: Snippet[] }>();
  for (const snippet of snippets) {
    if (!snippet.expectation) continue;
    const program = toProgram(snippet, snippet.expectation, baseDir, options);
    const earlier = programs.get(program.key);
    if (earlier) earlier.snippets.push(snippet);
    else programs.set(program.key, { ...program, snippets: [snippet] });
  }
  return distinctNames([...programs.values()]);
}

/** The tools that these programs need. */
export function toolsFor(programs: readonly Program[]): Needs {
  const uses = (tool: Tool) => programs.filter(program => toolsOf(program).includes(tool));
  const transcripts = uses('rustc').filter(({ expectation }) => expectation.language === 'console');
  return {
    // It compiles what holds programs of any language to their limits.
    rustc: programs.length > 0,
    cargo: transcripts.length > 0 || programs.some(({ manifest }) => manifest),
    python: uses('python').length > 0,
  };
}

/** What the toolchain is given for a snippet that expects something of it. */
export function toProgram(
  snippet: Snippet,
  expectation: Expectation,
  baseDir: string,
  options: ProgramOptions,
): Program {
  const folder = snippet.path ? dirname(join(baseDir, snippet.path)) : join(baseDir, 'snippets');
  const source = snippet.path ? readFileSync(join(baseDir, snippet.path), 'utf8') : snippet.whole;
  const rust = expectation.language === 'rust';
  const { testHarness } = expectation;
  const shaped = rust && !snippet.path ? shapeRust(source, { testHarness }) : undefined;
  const text = shaped?.text ?? source;
  const transcript = expectation.language === 'console';
  const manifest = transcript ? undefined : options.packageOf(folder);
  const crates = rust ? calledCrates(text, manifest) : importedModules(text, manifest);
  const local = manifest?.localSources(crates) ?? [];
  const edition = expectation.edition ?? options.edition ?? manifest?.edition ?? DEFAULT_EDITION;
  const rest = Object.entries(expectation).filter(([name]) => !UNASKED.has(name));
  const asked = { ...Object.fromEntries(rest), codes: [...expectation.codes].sort() };
  const parts = {
    version: CHECKER_VERSION,
    asked,
    ...(rust ? { edition } : {}),
    text,
    included: rust ? includedFiles(text, folderOf(snippet, baseDir)).map(hashOfFile) : [],
    crates: crates.length > 0 ? manifest?.text : '',
    ...(local.length > 0 ? { own: local } : {}),
  };
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  return {
    key,
    name: snippet.path?.replace(/^snippets\//, '') ?? `${snippet.section}-${key.slice(0, 8)}`,
    expectation,
    edition,
    text,
    ...(snippet.path ? { path: snippet.path } : {}),
    binary: !snippet.path || !rust || hasMain(text) || testHarness,
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

function hashOfFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Whether a Rust file has a `main`; without one it is a library. */
export function hasMain(text: string): boolean {
  return RE_MAIN.test(blankStringsAndComments(text));
}

/** The crates of its package that a Rust program calls. */
export function calledCrates(text: string, manifest: Manifest | undefined): string[] {
  const code = blankStringsAndComments(text);
  return (manifest?.crates ?? []).filter(crate =>
    new RegExp(`\\b${crate}\\s*::|\\b(?:use|extern\\s+crate)\\s+(?:r#)?${crate}\\b`).test(code),
  );
}

/** Python imports the package itself, where that is built as a module. */
function importedModules(text: string, manifest: Manifest | undefined): string[] {
  const module = manifest?.module;
  return module && new RegExp(`^\\s*(?:from|import)\\s+${module}\\b`, 'm').test(text) ? [module] : [];
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
