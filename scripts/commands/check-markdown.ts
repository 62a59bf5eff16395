import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CACHE_DIR } from '../cache-dir.mjs';
import { ExitCode } from '../exit-code.ts';
import { OxideckError, type Problem } from '../problem.ts';
import { count, countProblems } from '../report.ts';
import { EDITIONS, type Edition } from '../snippets/expectation.ts';
import { findMarkdown } from '../snippets/find-markdown.ts';
import { HOST_TARGET } from '../snippets/host-target.ts';
import { type Manifest, readManifest } from '../snippets/manifest.ts';
import { toPrograms } from '../snippets/program.ts';
import { type Block, readMarkdown } from '../snippets/read-markdown.ts';
import { readText } from '../snippets/read-text.ts';
import { findTools } from '../snippets/toolchain.ts';
import { openVerdictCache } from '../snippets/verdict-cache.ts';
import { verify } from '../snippets/verify.ts';
import { listNames, unknownName } from '../talk/nearest.ts';
import { noteUnenforced } from './check.ts';
import { checkReport } from './check-report.ts';
import type { Answer, Context } from './command.ts';

export interface MarkdownOptions {
  fresh?: boolean;
  isolate?: boolean;
  rustdoc?: boolean;
  edition?: string;
  manifest?: string;
  untagged?: string;
}

/** What rustdoc assumes where nothing is said: https://doc.rust-lang.org/rustdoc/command-line-arguments.html */
const RUSTDOC_EDITION: Edition = '2015';

/** `oxideck check PATH…`: verifies every Rust fence in any Markdown, by rustdoc's rules. */
export async function checkMarkdown(
  context: Context,
  paths: readonly string[],
  options: MarkdownOptions,
): Promise<Answer> {
  const { report, signal } = context;
  const start = performance.now();
  const untagged = oneOf('value of --untagged', options.untagged ?? 'rust', ['rust', 'text'] as const);
  const manifest = options.manifest === undefined ? undefined : loadManifest(options.manifest);
  const edition = options.edition ? oneOf('edition', options.edition, EDITIONS) : undefined;
  // It answers while the files are read.
  const asked = findTools({ rustc: true, cargo: manifest !== undefined, python: false }, signal);
  const files = findMarkdown(paths);
  const read = files.map(file =>
    readFile(file, { untagged, rustdoc: options.rustdoc ?? false, host: HOST_TARGET }),
  );
  const blocks = read.flatMap(result => result.blocks);
  const base = process.cwd();
  const programs = toPrograms(
    blocks.flatMap(({ snippet }) => snippet ?? []),
    base,
    { manifest: manifest ?? NO_MANIFEST, edition: edition ?? manifest?.edition ?? RUSTDOC_EDITION },
  );
  const tools = await asked;
  const cache = openVerdictCache(base);
  const verification = await verify(programs, {
    talkDir: base,
    cacheDir: CACHE_DIR,
    tools,
    known: cache.known,
    anyToolchain: false,
    fresh: options.fresh ?? false,
    isolate: options.isolate ?? false,
    onProgress: message => report.begin(message),
    signal,
  });
  signal.throwIfAborted();
  cache.save(verification.programs, tools);
  const problems = [
    ...read.flatMap(result => result.problems),
    ...verification.problems,
    ...verification.missing,
  ];
  const { summary, programs: entries } = checkReport(blocks, verification, problems);
  report.problems(problems, base);
  report.done('check', describeSummary(summary, files.length), performance.now() - start);
  for (const remark of verification.remarks) report.note(`known from before, not verified now: ${remark}`);
  const silent = blocks.filter(block => block.silence).length;
  if (silent > 0)
    report.note(`${count(silent, 'program')} judged here that rustdoc would drop without a word`);
  noteUnenforced(context, verification);
  report.note(countProblems(problems));
  return {
    exitCode:
      summary.failed || problems.some(({ severity, kind }) => severity === 'error' && kind !== 'unverified')
        ? ExitCode.contentHasProblems
        : verification.missing.length > 0
          ? ExitCode.toolMissing
          : ExitCode.done,
    data: {
      toolchain: tools.toolchain,
      summary,
      programs: entries,
      unenforced: verification.unenforced,
      remarks: verification.remarks,
      problems,
    },
  };
}

/** Plain Markdown belongs to no package, wherever it lies. */
const NO_MANIFEST: Manifest = {
  dir: '',
  name: '',
  version: '',
  edition: RUSTDOC_EDITION,
  crates: [],
  text: '',
};

function readFile(
  file: string,
  options: Parameters<typeof readMarkdown>[2],
): { blocks: Block[]; problems: Problem[] } {
  const text = readText(file);
  return typeof text === 'string' ? readMarkdown(text, file, options) : { blocks: [], problems: [text] };
}

function loadManifest(path: string): Manifest {
  const file = resolve(path);
  const found = statSync(file, { throwIfNoEntry: false })?.isFile();
  const manifest = found ? readManifest(dirname(file), readFileSync(file, 'utf8')) : undefined;
  if (manifest) return manifest;
  throw new OxideckError(ExitCode.usage, `no manifest can be read from ${path}`, 'name a Cargo.toml');
}

function oneOf<T extends string>(what: string, value: string, valid: readonly T[]): T {
  const found = valid.find(name => name === value);
  if (found) return found;
  throw new OxideckError(ExitCode.usage, unknownName(what, value, valid), `write one of ${listNames(valid)}`);
}

function describeSummary(summary: Record<string, number>, files: number): string {
  const { programs = 0, passed, failed, ignored, notRust, unverified } = summary;
  const parts = { passed, failed, ignored, 'not Rust': notRust, unverified };
  const listed = Object.entries(parts).flatMap(([name, number]) => (number ? [`${number} ${name}`] : []));
  return [`${count(programs, 'block')} in ${count(files, 'file')}`, ...listed].join(', ');
}
