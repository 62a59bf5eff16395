import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../problem.ts';
import type { Program } from './program.ts';
import { type Toolchain, ToolchainSchema } from './toolchain.ts';
import { type Verdict, VerdictSchema } from './verdict.ts';

/** What was verified, kept with the sources: a file a program, and the toolchain that all of them stand for. */
export interface Record {
  toolchain: Toolchain | undefined;
  /** By the programs' keys. */
  verdicts: ReadonlyMap<string, Verdict>;
  /** The files, relative to the talk's folder, with their texts. */
  files: ReadonlyMap<string, string>;
  /** Files that cannot be read: they count for nothing and are written anew. */
  problems: Problem[];
}

const FOLDER = 'snippets/verified';
const TOOLCHAIN = `${FOLDER}/toolchain.json`;

const EntrySchema = z.strictObject({ key: z.string(), expectation: z.string(), ...VerdictSchema.shape });

/** Reads the record of a talk: no toolchain is needed to see what is still valid. */
export function readRecord(talkDir: string): Record {
  const files = new Map<string, string>();
  const verdicts = new Map<string, Verdict>();
  const problems: Problem[] = [];
  let toolchain: Toolchain | undefined;
  const folder = join(talkDir, FOLDER);
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  for (const name of names.filter(name => name.endsWith('.json'))) {
    const file = `${FOLDER}/${name.replaceAll('\\', '/')}`;
    const text = readFileSync(join(talkDir, file), 'utf8');
    files.set(file, text);
    if (file === TOOLCHAIN) {
      toolchain = read(ToolchainSchema, text, file, problems);
      continue;
    }
    const entry = read(EntrySchema, text, file, problems);
    if (!entry) continue;
    const { key, expectation: _, ...verdict } = entry;
    verdicts.set(key, verdict);
  }
  return { toolchain, verdicts, files, problems };
}

/** The text of each file of a record that holds these verdicts and no others. */
export function formatRecord(
  toolchain: Toolchain,
  entries: readonly { program: Program; verdict: Verdict }[],
): Map<string, string> {
  const files = new Map([[TOOLCHAIN, format(toolchain)]]);
  for (const { program, verdict } of entries) {
    const { key, name, expectation } = program;
    files.set(
      `${FOLDER}/${name}.json`,
      format(EntrySchema.parse({ key, expectation: describe(expectation), ...verdict })),
    );
  }
  return files;
}

/**
 * Makes the record hold these files. Each is replaced whole, so that a reader never sees half of one.
 *
 * @returns the files that were written or removed, relative to the talk's folder
 */
export function writeRecord(talkDir: string, before: Record, after: ReadonlyMap<string, string>): string[] {
  const changed: string[] = [];
  for (const [file, text] of after) {
    if (before.files.get(file) === text) continue;
    const path = join(talkDir, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    changed.push(file);
  }
  for (const file of before.files.keys()) {
    if (after.has(file)) continue;
    rmSync(join(talkDir, file), { force: true });
    changed.push(file);
  }
  return changed;
}

/** The expectation in the words of a fence. */
export function describe(expectation: Program['expectation']): string {
  const { language, outcome, codes, edition, testHarness } = expectation;
  return [
    language,
    ...(outcome === 'pass' ? [] : [outcome]),
    ...codes,
    ...(edition ? [`edition${edition}`] : []),
    ...(testHarness ? ['test_harness'] : []),
  ].join(',');
}

function read<T extends z.ZodType>(
  schema: T,
  text: string,
  file: string,
  problems: Problem[],
): z.output<T> | undefined {
  const result = schema.safeParse(parseJson(text));
  if (result.success) return result.data;
  problems.push({
    kind: 'corrupt-record',
    severity: 'warning',
    message: 'this file of the record cannot be read, and counts for nothing',
    help: 'run `oxideck check`: it verifies the program again and writes the file anew',
    file,
    line: 0,
  });
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A file cut short or merged badly: the schema refuses what is not there.
    return undefined;
  }
}

/** The keys stand in the order of the schema that parsed the value, so that the text depends on nothing else. */
function format(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
