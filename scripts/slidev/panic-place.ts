import type { Snippet } from '../verify/programs/find-snippets.ts';
import type { Diagnostic, Verdict } from '../languages/verdict.ts';

const RE_PANICKED = /panicked at ([^\n]*?):(\d+):(\d+):$/;

/** Where a program panicked, to be drawn as rustc's findings are; undefined where that is not in the program. */
export function panicPlace(snippet: Snippet, verdict: Verdict): Diagnostic | undefined {
  const [, file, line, column] =
    verdict.stderr.map(text => text.match(RE_PANICKED)).find(match => match) ?? [];
  if (file === undefined || !isOf(snippet, file)) return undefined;
  const at = { line: Number(line), column: Number(column) };
  const span = { ...at, endLine: at.line, endColumn: Infinity, primary: true, label: 'panics here' };
  return { level: 'warning', message: '', spans: [span], notes: [], rendered: [] };
}

/** An inline program's file is named after a section; what stands in folders is the library's. */
function isOf({ path }: Snippet, file: string): boolean {
  return path ? path === file || path.endsWith(`/${file}`) : !file.includes('/');
}
