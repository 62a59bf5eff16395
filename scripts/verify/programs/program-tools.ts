import type { Program } from './program.ts';
import { parseTranscript } from '../../languages/console/transcript.ts';

/** A tool whose version a record stands for. Cargo and what else comes with Rust go by rustc's. */
export type Tool = 'rustc' | 'python';

const RE_COMES_WITH_RUST = /^(?:cargo|rust)/;
const RE_PYTHON = /^python/;

/** The tools that a program's verdict comes from; of a transcript it may be none. */
export function toolsOf({ expectation, text }: Pick<Program, 'expectation' | 'text'>): Tool[] {
  if (expectation.language === 'rust') return ['rustc'];
  if (expectation.language === 'python') return ['python'];
  return toolsOfCommands(parseTranscript(text).commands.map(command => command.text));
}

export function toolsOfCommands(commands: readonly string[]): Tool[] {
  const uses = (pattern: RegExp) => commands.some(command => pattern.test(command));
  return [
    ...(uses(RE_COMES_WITH_RUST) ? ['rustc' as const] : []),
    ...(uses(RE_PYTHON) ? ['python' as const] : []),
  ];
}
