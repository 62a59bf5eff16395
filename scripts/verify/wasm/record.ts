import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../diagnostics/problem.ts';
import { WASM_FLAGS } from './compiler.ts';

const FOLDER = 'snippets/verified';
/** How the file about a module ends; the record of verdicts leaves these alone. */
export const ABOUT_WASM = '.wasm.json';

const AboutSchema = z.strictObject({
  key: z.string(),
  /** Which rustc built it. */
  rustc: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** The functions that the page can call. */
  exports: z.array(z.string()),
  /** A hash of all the rest: an edit by hand is noticed. */
  seal: z.string(),
});
type About = z.infer<typeof AboutSchema>;

/** A module that was built, or taken from the record. */
export interface Built {
  wasm: Buffer;
  rustc: string;
}

export interface WasmRecord {
  /** By the keys of the programs. */
  modules: ReadonlyMap<string, Built>;
  /** The files, relative to the talk's folder. */
  files: ReadonlyMap<string, Buffer>;
  problems: Problem[];
}

/** The hash of all that decides what a program's module does, but for the rustc that builds it. */
export function wasmKey(source: string): string {
  return createHash('sha256')
    .update(JSON.stringify([WASM_FLAGS, source]))
    .digest('hex')
    .slice(0, 32);
}

/** Where the record has the module of a source. */
export function moduleFile(path: string): string {
  return `${FOLDER}/${path.replace(/^snippets\//, '').replace(/\.rs$/, '')}.wasm`;
}

/** Reads the modules of a talk's record; one that is not what was written counts for nothing. */
export function readWasmRecord(talkDir: string): WasmRecord {
  const folder = join(talkDir, FOLDER);
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  const own = names
    .map(name => `${FOLDER}/${name.replaceAll('\\', '/')}`)
    .filter(name => name.endsWith('.wasm') || name.endsWith(ABOUT_WASM));
  const files = new Map(own.map(file => [file, readFileSync(join(talkDir, file))]));
  const modules = new Map<string, Built>();
  const problems: Problem[] = [];
  for (const file of new Set(own.map(name => name.replace(/\.json$/, '')))) {
    const wasm = files.get(file);
    const about = parse(files.get(`${file}.json`)?.toString('utf8'));
    if (wasm && about && isWhole(wasm, about)) modules.set(about.key, { wasm, rustc: about.rustc });
    else problems.push(corrupt(wasm ? file : `${file}.json`));
  }
  return { modules, files, problems };
}

/** The files of the record that hold a program's module. */
export function formatModule(path: string, source: string, { wasm, rustc }: Built): [string, Buffer][] {
  const about: About = {
    key: wasmKey(source),
    rustc,
    bytes: wasm.length,
    sha256: sha256(wasm),
    exports: functionsOf(wasm),
    seal: '',
  };
  const text = `${JSON.stringify({ ...about, seal: sealOf(about) }, null, 2)}\n`;
  const file = moduleFile(path);
  return [
    [file, wasm],
    [`${file}.json`, Buffer.from(text)],
  ];
}

/** The functions that a module lets others call. */
export function functionsOf(wasm: Buffer): string[] {
  return WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(wasm)))
    .filter(({ kind }) => kind === 'function')
    .map(({ name }) => name);
}

function isWhole(wasm: Buffer, about: About): boolean {
  return (
    about.seal === sealOf(about) &&
    about.sha256 === sha256(wasm) &&
    WebAssembly.validate(new Uint8Array(wasm))
  );
}

function sealOf({ seal: _, ...rest }: About): string {
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 16);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parse(text: string | undefined): About | undefined {
  try {
    return AboutSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    // Cut short or merged badly.
    return undefined;
  }
}

function corrupt(file: string): Problem {
  return {
    kind: 'corrupt-record',
    severity: 'warning',
    message: 'this module of the record is not what was recorded, and counts for nothing',
    help: 'run `oxideck check` where rustc has the target `wasm32-unknown-unknown`: it builds the module anew',
    file,
    line: 0,
  };
}
