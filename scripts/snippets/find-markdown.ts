import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../exit-code.ts';
import { OxideckError } from '../problem.ts';

const RE_MARKDOWN = /\.(md|markdown)$/i;
/** What tools make or bring, not the author's. */
const SKIPPED = new Set(['node_modules', 'target', 'dist']);

/**
 * The Markdown files that paths stand for: a file is itself, a folder all in it, by name. Links within a folder
 * are not followed.
 *
 * @throws OxideckError with exit code 2 for a path that is not there
 */
export function findMarkdown(paths: readonly string[]): string[] {
  const files = paths.flatMap(path => {
    if (!existsSync(path)) {
      const help = 'name Markdown files, or folders that hold some';
      throw new OxideckError(ExitCode.usage, `there is no file or folder \`${path}\``, help);
    }
    return statSync(path).isDirectory() ? [...walk(path)] : [path];
  });
  return [...new Set(files)];
}

function* walk(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile() && RE_MARKDOWN.test(entry.name)) yield path;
    if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)) yield* walk(path);
  }
}
