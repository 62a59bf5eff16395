import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../diagnostics/problem.ts';
import type { Program } from '../programs/program.ts';
import { UNFINISHED } from '../record/record.ts';
import { WallTimeSchema } from './stored-time.ts';
import type { WallTime } from './wall-time.ts';

const FOLDER = 'snippets';
const NAME = 'measured.json';

/**
 * The wall times of a talk. They are no part of the record of verdicts, which is the same on every machine and on
 * every day.
 */
export const MEASURED = `${FOLDER}/${NAME}`;

const EntrySchema = z.strictObject({
  /** Its name, for people. */
  program: z.string(),
  key: z.string(),
  ...WallTimeSchema.shape,
  /** A hash of all the rest: an edit by hand is noticed. */
  seal: z.string(),
});
type Entry = z.infer<typeof EntrySchema>;

export interface TimeRecord {
  /** By the keys of the programs. */
  times: ReadonlyMap<string, WallTime>;
  /** The file, relative to the talk's folder, with its text; empty where there is none. */
  files: ReadonlyMap<string, string>;
  /** Parts that cannot be read: they count for nothing and are measured again. */
  problems: Problem[];
  /** Files that a check was about to put in its place when it was ended. */
  unfinished: readonly string[];
}

/** Reads the wall times of a talk; one that is not what was measured counts for nothing. */
export function readTimes(talkDir: string): TimeRecord {
  const unfinished = namesIn(join(talkDir, FOLDER))
    .filter(name => name.startsWith(`${NAME}.`) && name.endsWith(UNFINISHED))
    .map(name => `${FOLDER}/${name}`);
  try {
    const text = readFileSync(join(talkDir, MEASURED), 'utf8');
    return { ...parseTimes(text), files: new Map([[MEASURED, text]]), unfinished };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const problems = code === 'ENOENT' ? [] : [corrupt(0, `this file cannot be read (${code})`)];
    return { times: new Map(), files: new Map(), problems, unfinished };
  }
}

/** The wall times that a text holds, and what in it is no such thing. */
export function parseTimes(text: string): Pick<TimeRecord, 'times' | 'problems'> {
  const times = new Map<string, WallTime>();
  const problems: Problem[] = [];
  const list = z.array(z.unknown()).safeParse(parseJson(text));
  if (!list.success) problems.push(corrupt(0, 'this file cannot be read'));
  for (const item of list.data ?? []) {
    const entry = EntrySchema.safeParse(item).data;
    if (!entry) {
      problems.push(corrupt(lineOf(text, item), 'this wall time cannot be read'));
    } else if (entry.seal !== sealOf(entry)) {
      const what = `the wall time of \`${entry.program}\` was changed by hand`;
      problems.push(corrupt(lineOf(text, item), what));
    } else {
      const { program: _, key, seal: __, ...time } = entry;
      times.set(key, time);
    }
  }
  return { times, problems };
}

/** The file that holds these times, in the order of their names; none where there are no times. */
export function formatTimes(
  entries: readonly { program: Pick<Program, 'name' | 'key'>; time: WallTime }[],
): Map<string, string> {
  if (entries.length === 0) return new Map();
  const list = entries
    .map(({ program: { name, key }, time }) => {
      const entry = EntrySchema.parse({ program: name, key, ...time, seal: '' });
      return { ...entry, seal: sealOf(entry) };
    })
    .sort((a, b) => (a.program < b.program ? -1 : 1));
  return new Map([[MEASURED, `${JSON.stringify(list, null, 2)}\n`]]);
}

function sealOf({ seal: _, ...entry }: Entry): string {
  return createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 16);
}

function corrupt(line: number, what: string): Problem {
  return {
    kind: 'corrupt-record',
    severity: 'warning',
    message: `${what}, and counts for nothing`,
    help: 'run `oxideck check`: it measures the program again and writes the file anew',
    file: MEASURED,
    line,
  };
}

/** The line that names the program of an entry; 0 where none does. */
function lineOf(text: string, item: unknown): number {
  const named = z.looseObject({ program: z.string() }).safeParse(item).data?.program;
  if (named === undefined) return 0;
  return text.split('\n').findIndex(line => line.includes(`"program": ${JSON.stringify(named)}`)) + 1;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A talk without programs has none.
    return [];
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut short or merged badly.
    return undefined;
  }
}
