import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CACHE_DIR } from '../system/cache-dir.mjs';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { count, countProblems } from '../diagnostics/report.ts';
import { EDITIONS, type Edition } from '../languages/expectation.ts';
import type { Manifest } from '../languages/rust/manifest.ts';
import { findTools } from '../languages/rust/toolchain.ts';
import { openVerdictCache } from '../verify/record/verdict-cache.ts';
import { listNames, unknownName } from '../diagnostics/nearest.ts';
import { checkReport, noteUnenforced } from './check-report.ts';
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
  const manifest = options.manifest === undefined ? undefined : await loadManifest(options.manifest);
  const edition = options.edition ? oneOf('edition', options.edition, EDITIONS) : undefined;
  const asked = findTools({ rustc: true, cargo: manifest !== undefined, python: false }, signal);
  // They answer while the rest is loaded and the files are read.
  const { readPrograms } = await import('../verify/markdown/markdown-programs.ts');
  const { verify } = await import('../verify/verify.ts');
  const base = process.cwd();
  const {
    files,
    blocks,
    programs,
    problems: faults,
  } = readPrograms(paths, base, {
    ...{ untagged, rustdoc: options.rustdoc ?? false },
    packageOf: () => manifest,
    edition: edition ?? manifest?.edition ?? RUSTDOC_EDITION,
  });
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
  const problems = [...faults, ...verification.problems, ...verification.missing];
  const { summary, programs: entries } = checkReport(blocks, verification, problems);
  report.problems(problems, base);
  report.done('check', describeSummary(summary, files), performance.now() - start);
  for (const remark of verification.remarks) report.note(`known from before, not verified now: ${remark}`);
  const silent = blocks.filter(block => block.silence).length;
  if (silent > 0)
    report.note(`${count(silent, 'program')} judged here that rustdoc would drop without a word`);
  noteUnenforced(report, verification);
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

async function loadManifest(path: string): Promise<Manifest> {
  const { readManifest } = await import('../languages/rust/manifest.ts');
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
