import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hover as Answer, InitializeParams } from 'vscode-languageserver-protocol';
import { type HoverCrate, reachable, readHoverCrates, type Use } from './hover-crates.ts';
import { hoverProject } from './hover-project.ts';
import { type HoverText, readHover } from './hover-text.ts';
import { groupHovers, type Hover, type Name, namesIn } from './hovers.ts';
import { type LanguageServer, ServerFailure, withLanguageServer } from './language-server.ts';
import type { Program } from '../programs/program.ts';
import { removeFolder } from '../../system/remove-folder.ts';
import type { RustAnalyzer } from '../../languages/rust/rust-analyzer.ts';
import { toolEnvironment } from '../../languages/rust/rustc.ts';
import { makeScratch } from '../../system/scratch.ts';

export interface TakeOptions {
  analyzer: RustAnalyzer;
  /** The folder that the programs' paths are relative to. */
  talkDir: string;
  /** Milliseconds for it to start and to read the standard library. Default: 60,000. */
  startTimeout?: number;
  /** Milliseconds for each further answer. Default: 10,000. */
  timeout?: number;
  signal?: AbortSignal | undefined;
}

/** The hovers of programs, and why those of the others are missing. */
export interface Taken {
  hovers: Map<Program, Hover[]>;
  failure?: string;
}

const START_TIMEOUT = 60_000;
const TIMEOUT = 10_000;
/** rust-analyzer gives up an answer when its view of the project changes meanwhile. */
const CONTENT_MODIFIED = -32_801;
const ATTEMPTS = 5;

/** Asks one rust-analyzer what it knows of each name in these programs. */
export async function takeHovers(programs: readonly Program[], options: TakeOptions): Promise<Taken> {
  const { analyzer, talkDir, startTimeout = START_TIMEOUT, timeout = TIMEOUT, signal } = options;
  const hovers = new Map<Program, Hover[]>();
  // What is quick comes first: it is kept when the rest takes too long.
  const inOrder = programs.toSorted((a, b) => a.crates.length - b.crates.length);
  const scratch = await realpath(makeScratch());
  try {
    const sources = await Promise.all(
      inOrder.map((program, index) => place(program, index, talkDir, scratch)),
    );
    const { crates, usesOf } = await cratesOf(programs, signal);
    const distinct = [
      ...new Map(sources.map(source => [source.file, { ...source, uses: usesOf(source.program) }])).values(),
    ];
    const project = hoverProject(distinct, crates, analyzer.library, analyzer.cfg);
    const server = {
      ...{ executable: analyzer.executable, scratch, env: toolEnvironment(), startTimeout, signal },
      initialize: initialize(project),
    };
    await withLanguageServer(server, async server => {
      await server.within(startTimeout, server.ready);
      let asked = false;
      for (const { program, file, text } of sources) {
        const found: { name: Name; hover: HoverText }[] = [];
        for (const name of namesIn(text)) {
          // The first answer waits until the standard library is understood; in crates, any can wait for one of them.
          const patience = asked && program.crates.length === 0 ? timeout : startTimeout;
          const hover = await ask(server, file, text, name, patience);
          asked = true;
          if (hover && tells(hover, textOf(text, name))) found.push({ name, hover });
        }
        hovers.set(program, groupHovers(found));
      }
    });
    return { hovers };
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error;
    return { hovers, failure: error.message };
  } finally {
    await removeFolder(scratch);
  }
}

/** The crates that these programs call, from the sources that Cargo has. */
async function cratesOf(
  programs: readonly Program[],
  signal: AbortSignal | undefined,
): Promise<{ crates: HoverCrate[]; usesOf(program: Program): Use[] }> {
  const packages = new Map(programs.flatMap(({ manifest }) => (manifest ? [[manifest.dir, manifest]] : [])));
  const found = new Map<string, Awaited<ReturnType<typeof readHoverCrates>>>();
  for (const [dir, manifest] of packages) found.set(dir, await readHoverCrates(manifest, signal));
  const usesOf = ({ manifest, crates }: Program) =>
    found.get(manifest?.dir ?? '')?.uses.filter(({ name }) => crates.includes(name)) ?? [];
  const all = [
    ...new Map([...found.values()].flatMap(({ crates }) => crates.map(crate => [crate.id, crate]))).values(),
  ];
  return { crates: reachable(all, programs.flatMap(usesOf)), usesOf };
}

/** A file of the talk is read where it stands, with what it includes; an inline program is written to its own folder. */
async function place(program: Program, index: number, talkDir: string, scratch: string) {
  const { edition, text } = program;
  if (program.path) {
    const file = await realpath(join(talkDir, program.path));
    return { program, edition, file, text: await readFile(file, 'utf8') };
  }
  const folder = join(scratch, `program-${index}`);
  await mkdir(folder);
  const file = join(folder, 'main.rs');
  await writeFile(file, text);
  return { program, edition, file, text };
}

async function ask(
  { connection, within }: LanguageServer,
  file: string,
  text: string,
  name: Name,
  patience: number,
): Promise<HoverText | undefined> {
  const textDocument = { uri: pathToFileURL(file).href };
  const position = positionOf(text, name);
  for (let attempt = 1; ; attempt++) {
    try {
      const request = connection.sendRequest<Answer | null>('textDocument/hover', { textDocument, position });
      const contents = (await within(patience, request))?.contents;
      return contents && typeof contents === 'object' && 'value' in contents
        ? readHover(contents.value)
        : undefined;
    } catch (error) {
      if (error instanceof ServerFailure) throw error;
      if (attempt === ATTEMPTS || (error as { code?: number }).code !== CONTENT_MODIFIED) return undefined;
    }
  }
}

/** Of a primitive type, rust-analyzer says its name alone. */
function tells({ type, docs }: HoverText, name: string): boolean {
  return type !== name || docs !== undefined;
}

function textOf(text: string, { line, column, length }: Name): string {
  const characters = [...(text.split('\n')[line - 1] ?? '')];
  return characters.slice(column - 1, column - 1 + length).join('');
}

/** The protocol counts from 0, and columns in UTF-16 code units. */
function positionOf(text: string, { line, column }: Name): { line: number; character: number } {
  const characters = [...(text.split('\n')[line - 1] ?? '')];
  return { line: line - 1, character: characters.slice(0, column - 1).join('').length };
}

/** All is off that asks Cargo, runs the talk's code, or tells more than a declaration and its documentation. */
function initialize(project: unknown): InitializeParams {
  return {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      textDocument: { hover: { contentFormat: ['markdown'] } },
      experimental: { serverStatusNotification: true },
    },
    initializationOptions: {
      linkedProjects: [project],
      cachePriming: { enable: false },
      checkOnSave: false,
      diagnostics: { enable: false },
      procMacro: { enable: false },
      cargo: { buildScripts: { enable: false } },
      files: { watcher: 'client' },
      hover: {
        actions: { enable: false },
        documentation: { keywords: { enable: false } },
        dropGlue: { enable: false },
        links: { enable: false },
        maxSubstitutionLength: 0,
        memoryLayout: { enable: false },
        show: { enumVariants: 0, fields: 0, traitAssocItems: 0 },
      },
    },
  };
}
