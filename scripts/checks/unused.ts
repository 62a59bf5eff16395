import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Problem } from '../diagnostics/problem.ts';
import type { Snippet } from '../verify/programs/find-snippets.ts';

/** What Cargo builds by itself, what it made, and the record. */
const RE_NOT_SHOWN = /(^|\/)(src|tests|benches|target|verified|build\.rs)(\/|$)/;
const RE_PROGRAM = /\.(rs|py)$/;

/**
 * The programs under `snippets/` that no slide shows and no other program takes in.
 *
 * @param called what slides run in the browser, relative to the talk's folder
 */
export function unusedSnippets(
  snippets: readonly Snippet[],
  talkDir: string,
  called: ReadonlySet<string> = new Set(),
): Problem[] {
  const folder = join(talkDir, 'snippets');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => name.replaceAll('\\', '/'))
    .filter(name => RE_PROGRAM.test(name) && !RE_NOT_SHOWN.test(name));
  const texts = new Map(files.map(name => [name, readFileSync(join(folder, name), 'utf8')]));
  const shown = new Set([...snippets.map(snippet => snippet.path), ...called]);
  const mentioned = (name: string) =>
    [...texts].some(([other, text]) => other !== name && takesIn(text, name));
  return files
    .filter(name => !shown.has(`snippets/${name}`) && !mentioned(name))
    .sort()
    .map(name => ({
      kind: 'unused-snippet',
      severity: 'warning',
      message: 'no slide shows this program, so nothing verifies it',
      help: `show it with \`<<< @/snippets/${name}\`, or remove it`,
      file: `snippets/${name}`,
      line: 0,
    }));
}

/** Whether a program takes in another file: as its module, by an import, or by its path between quotes. */
function takesIn(text: string, name: string): boolean {
  const extension = extname(name);
  const stem = basename(name, extension).replace(/[^\w-]/g, '\\$&');
  return new RegExp(
    `\\b(?:mod|import|from)\\s+(?:[\\w., ]*[., ])?${stem}(?![\\w-])|["'/]${stem}\\${extension}["']`,
  ).test(text);
}
