import type { Snippet } from '../snippets/find-snippets.ts';
import { lastWords } from '../snippets/judge-run.ts';
import type { Verdict } from '../snippets/verdict.ts';
import type { Outcome } from './addon/outcomes.ts';
import { escapeAttribute } from './escape.ts';

/** The exit code of a Rust program whose main thread panicked. */
const PANIC_EXIT = 101;

/**
 * The Markdown of a snippet with its verdict: the addon's `<Program>` around a fence for Shiki, and around what
 * runs it.
 */
export function programBlock(
  snippet: Snippet,
  verdict: Verdict,
  by: string,
  run: readonly string[] = [],
): string[] {
  const attributes: Record<string, string | number | undefined> = {
    outcome: outcomeOf(snippet, verdict),
    codes: verdict.codes.join(' ') || undefined,
    message: messageOf(snippet, verdict),
    output: snippet.expectation?.output ? verdict.stdout.join('\n') : undefined,
    exit: verdict.exitCode || undefined,
    recorded: by || undefined,
  };
  const listed = Object.entries(attributes).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return typeof value === 'number' ? `:${name}="${value}"` : `${name}="${escapeAttribute(value)}"`;
  });
  const shown = snippet.shown.replace(/\n$/, '').split('\n');
  const columns = Math.max(...shown.map(line => line.length));
  return indent(snippet, [
    '',
    `<Program ${listed.join(' ')} :lines="${shown.length}" :columns="${columns}">`,
    '',
    ...fence(snippet),
    '',
    ...run,
    '</Program>',
    '',
  ]);
}

/** The Markdown of a snippet that holds no program. */
export function listingBlock(snippet: Snippet): string[] {
  return indent(snippet, fence(snippet));
}

export function outcomeOf(snippet: Snippet, verdict: Verdict): Outcome {
  switch (snippet.expectation?.outcome) {
    case 'ignore':
      return 'ignored';
    case 'compile_fail':
      return 'rejected';
    case 'should_panic':
      return verdict.exitCode === PANIC_EXIT ? 'panicked' : 'failed';
    default:
      return verdict.level;
  }
}

/** rustc's main message, or the message of the panic. */
export function messageOf(snippet: Snippet, verdict: Verdict): string | undefined {
  if (snippet.expectation?.outcome === 'compile_fail') {
    const errors = verdict.diagnostics.filter(diagnostic => diagnostic.level === 'error');
    const [expected] = snippet.expectation.codes;
    return (errors.find(error => error.code === expected) ?? errors[0])?.message;
  }
  return verdict.verdict === 'pass' && verdict.level === 'ran' && verdict.exitCode !== 0
    ? lastWords(verdict.stderr) || undefined
    : undefined;
}

function fence({ language, meta, shown }: Snippet): string[] {
  const longest = Math.max(2, ...[...shown.matchAll(/^\s*(`{3,})/gm)].map(run => run[1]?.length ?? 0));
  const marks = '`'.repeat(longest + 1);
  return [`${marks}${language}${meta ? ` ${meta}` : ''}`, ...shown.replace(/\n$/, '').split('\n'), marks];
}

function indent(snippet: Snippet, lines: readonly string[]): string[] {
  return lines.map(line => (line ? snippet.indent + line : line));
}
