import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../diagnostics/problem.ts';
import { describe } from '../../languages/expectation.ts';
import type { Program } from '../programs/program.ts';
import { toolsOfCommands } from '../programs/program-tools.ts';
import { ToolchainSchema, VerdictSchema } from './stored-verdict.ts';
import type { Toolchain } from '../../languages/rust/toolchain.ts';
import type { Verdict } from '../../languages/verdict.ts';
import { ABOUT_WASM } from '../wasm/record.ts';

/** What was verified, kept with the sources: a file a program, and the toolchain that all of them stand for. */
export interface Record {
  toolchain: Toolchain | undefined;
  /** By the programs' keys. */
  verdicts: ReadonlyMap<string, Verdict>;
  /** The files, relative to the talk's folder, with their texts. */
  files: ReadonlyMap<string, string>;
  /** Files that cannot be read: they count for nothing and are written anew. */
  problems: Problem[];
  /** Files that a check was about to put in the place of others when it was ended. */
  unfinished: readonly string[];
}

const FOLDER = 'snippets/verified';
const TOOLCHAIN = `${FOLDER}/toolchain.json`;

/** Ends the name of a file that is not yet in its place. */
export const UNFINISHED = '.new';

const EntrySchema = z.strictObject({
  key: z.string(),
  expectation: z.string(),
  ...VerdictSchema.shape,
  /** A hash of all the rest and of the tool that gave the verdict: an edit by hand is noticed. */
  seal: z.string(),
});
type Entry = z.infer<typeof EntrySchema>;

/** Reads the record of a talk: no toolchain is needed to see what is still valid. */
export function readRecord(talkDir: string): Record {
  const files = new Map<string, string>();
  const verdicts = new Map<string, Verdict>();
  const problems: Problem[] = [];
  const folder = join(talkDir, FOLDER);
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  const paths = names.map(name => `${FOLDER}/${name.replaceAll('\\', '/')}`);
  for (const file of paths.filter(path => path.endsWith('.json') && !path.endsWith(ABOUT_WASM))) {
    const text = readEntry(talkDir, file, problems);
    if (text !== undefined) files.set(file, text);
  }
  const about = files.get(TOOLCHAIN);
  const toolchain = about === undefined ? undefined : read(ToolchainSchema, about, TOOLCHAIN, problems);
  for (const [file, text] of files) {
    const entry = file === TOOLCHAIN ? undefined : read(EntrySchema, text, file, problems);
    if (!entry) continue;
    const { key, expectation: _, seal, ...verdict } = entry;
    if (seal === sealOf(entry, toolchain)) verdicts.set(key, verdict);
    else problems.push(corrupt(file, 'this file of the record was changed by hand, and counts for nothing'));
  }
  const unfinished = paths.filter(path => path.endsWith(UNFINISHED));
  return { toolchain, verdicts, files, problems, unfinished };
}

/** Undefined when there is no such file: another check may have removed it just now. */
function readEntry(talkDir: string, file: string, problems: Problem[]): string | undefined {
  const path = join(talkDir, file);
  try {
    // To read from a pipe may take for ever.
    if (statSync(path).isFile()) return readFileSync(path, 'utf8');
    problems.push(unusable(file, 'is no file'));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') problems.push(unusable(file, `cannot be read (${code})`));
  }
  return undefined;
}

function unusable(file: string, why: string): Problem {
  const help = 'remove it, and run `oxideck check`: it verifies the program again and writes the file anew';
  const message = `this part of the record ${why}, and counts for nothing`;
  return { kind: 'corrupt-record', severity: 'warning', message, help, file, line: 0 };
}

/** The text of each file of a record that holds these verdicts and no others. */
export function formatRecord(
  toolchain: Toolchain,
  entries: readonly { program: Program; verdict: Verdict }[],
): Map<string, string> {
  const files = new Map([[TOOLCHAIN, format(ToolchainSchema.parse(toolchain))]]);
  for (const { program, verdict } of entries) {
    const { key, name, expectation } = program;
    const entry = EntrySchema.parse({ key, expectation: describe(expectation), ...verdict, seal: '' });
    files.set(`${FOLDER}/${name}.json`, format({ ...entry, seal: sealOf(entry, toolchain) }));
  }
  return files;
}

function read<T extends z.ZodType>(
  schema: T,
  text: string,
  file: string,
  problems: Problem[],
): z.output<T> | undefined {
  const result = schema.safeParse(parseJson(text));
  if (result.success) return result.data;
  problems.push(corrupt(file, 'this file of the record cannot be read, and counts for nothing'));
  return undefined;
}

function corrupt(file: string, message: string): Problem {
  const help = 'run `oxideck check`: it verifies the program again and writes the file anew';
  return { kind: 'corrupt-record', severity: 'warning', message, help, file, line: 0 };
}

function sealOf({ seal: _, ...entry }: Entry, toolchain: Toolchain | undefined): string {
  const tool = entry.commands
    ? toolsOfCommands(entry.commands.map(({ command }) => command)).map(name => toolchain?.[name])
    : entry.expectation.startsWith('python')
      ? toolchain?.python
      : toolchain?.rustc;
  return createHash('sha256')
    .update(JSON.stringify([tool, entry, ...(entry.hovers ? [toolchain?.['rust-analyzer']] : [])]))
    .digest('hex')
    .slice(0, 16);
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
