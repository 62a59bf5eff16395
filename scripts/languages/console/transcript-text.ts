import type { Mask } from '../known-names.ts';
import { matchOutput, type Piece } from './match-output.ts';
import { type Command, type FenceLine, parseTranscript } from './transcript.ts';
import { maskLine } from './transcript-output.ts';
import type { Verdict } from '../verdict.ts';

type Ran = NonNullable<Verdict['commands']>[number];

/** What is written below a command, masked as its output is; lines that no record holds are left out. */
export function expectedLines({ written }: Command, masks: readonly Mask[]): FenceLine[] {
  return written.flatMap(entry => {
    const text = maskLine(entry.text, masks);
    return text === undefined ? [] : { ...entry, text };
  });
}

/** The whole transcript as a terminal shows it: each command behind `$ `, its output below it. */
export function wholeTranscript(ran: readonly Ran[]): string {
  return ran.flatMap(({ command, output }) => [`$ ${command}`, ...output]).join('\n');
}

/** How many lines of a terminal of that width a text takes. */
export function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
}

/**
 * The transcript for a slide. What its author left out with `...` is counted, and where the rest still takes more
 * than all rows of the terminal, so are the last lines of the longest outputs.
 */
export function shortTranscript(
  content: string,
  ran: readonly Ran[],
  masks: readonly Mask[],
  terminal: { rows: number; columns: number },
): string {
  const { commands } = parseTranscript(content);
  const outputs = ran.map(({ output }, index) => {
    const command = commands[index];
    const found = command?.written.length && matchOutput(expectedLines(command, masks), output, command.line);
    return found && 'pieces' in found ? found.pieces : output;
  });
  const cutTo = (limit: number) =>
    ran.flatMap(({ command }, index) => [`$ ${command}`, ...cut(outputs[index] ?? [], limit).map(lineOf)]);
  let limit = Math.max(1, ...outputs.map(pieces => pieces.length));
  while (limit > 1 && rowsOf(cutTo(limit), terminal.columns) > terminal.rows) limit--;
  return cutTo(limit).join('\n');
}

/** At most `limit` pieces: the first ones, and the count of what is left out behind them. */
function cut(pieces: readonly Piece[], limit: number): Piece[] {
  if (pieces.length <= limit) return [...pieces];
  const kept = pieces.slice(0, limit - 1);
  const skipped = pieces.slice(limit - 1).reduce<number>((sum, piece) => sum + countOf(piece), 0);
  return [...kept, { skipped }];
}

function countOf(piece: Piece): number {
  return typeof piece === 'string' ? 1 : piece.skipped;
}

function lineOf(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return `… ${piece.skipped} more ${piece.skipped === 1 ? 'line' : 'lines'}`;
}
