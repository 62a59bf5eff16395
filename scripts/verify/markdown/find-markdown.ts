import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../diagnostics/exit-code.ts';
import { OxideckError } from '../../diagnostics/problem.ts';

const RE_MARKDOWN = /\.(md|markdown)$/i;
/** What tools make or bring, not the author's. */
const SKIPPED = new Set(['node_modules', 'target', 'dist']);
const HELP = 'name Markdown files, or folders that hold some';

/**
 * The Markdown files that paths stand for: a file is itself, a folder all in it, by name. Links within a folder
 * are not followed. A file that is named twice, also through a link, is there once, by its first name.
 *
 * @throws OxideckError with exit code 2 for a path that is not there, or is neither file nor folder
 */
export function findMarkdown(paths: readonly string[]): string[] {
  const files = paths.flatMap(path => {
    const kind = existsSync(path) ? statSync(path) : undefined;
    if (kind?.isDirectory()) return [...walk(path)];
    if (kind?.isFile()) return [path];
    // To read from a pipe or a device may take for ever.
    const what = kind
      ? `\`${path}\` is neither a file nor a folder`
      : `there is no file or folder \`${path}\``;
    throw new OxideckError(ExitCode.usage, what, HELP);
  });
  const byFile = new Map<string, string>();
  for (const file of files) {
    const real = realpathSync(file);
    if (!byFile.has(real)) byFile.set(real, file);
  }
  return [...byFile.values()];
}

function* walk(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile() && RE_MARKDOWN.test(entry.name)) yield path;
    if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)) yield* walk(path);
  }
}
