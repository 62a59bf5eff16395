/** A part of a file: its lines without the markers and without their common indentation. */
export interface Region {
  text: string;
  /** For each line of the text, its line in the file, from 1. */
  lines: number[];
  /** How many characters of indentation each line has lost. */
  indent: number;
}

/** Why a region cannot be shown. */
export interface RegionFault {
  fault: 'missing' | 'unclosed';
  /** The names of the regions that the file has. */
  names: string[];
  line?: number;
}

const RE_BEGIN = /^\s*(?:\/\/|#|--)\s*#region\b\s*(.*?)\s*$/;
const RE_END = /^\s*(?:\/\/|#|--)\s*#endregion\b.*$/;

/** The region of this name, or the whole file without its markers when no name is given. */
export function readRegion(text: string): Region;
export function readRegion(text: string, name: string | undefined): Region | RegionFault;
export function readRegion(text: string, name?: string): Region | RegionFault {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (name === undefined) return clean(lines, 1);
  const names = lines.flatMap(line => line.match(RE_BEGIN)?.[1] || []);
  const begin = lines.findIndex(line => line.match(RE_BEGIN)?.[1] === name);
  if (begin < 0) return { fault: 'missing', names };
  const length = lengthOf(lines.slice(begin + 1));
  if (length === undefined) return { fault: 'unclosed', names, line: begin + 1 };
  return clean(lines.slice(begin + 1, begin + 1 + length), begin + 2);
}

function lengthOf(lines: readonly string[]): number | undefined {
  let open = 1;
  for (const [index, line] of lines.entries()) {
    if (RE_BEGIN.test(line)) open++;
    if (RE_END.test(line) && --open === 0) return index;
  }
  return undefined;
}

function clean(lines: readonly string[], first: number): Region {
  const shown = lines
    .map((text, index) => ({ text, line: first + index }))
    .filter(({ text }) => !RE_BEGIN.test(text) && !RE_END.test(text));
  const indents = shown
    .filter(({ text }) => text.trim())
    .map(({ text }) => text.match(/^[ \t]*/)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return {
    text: `${shown.map(({ text }) => text.slice(indent)).join('\n')}\n`,
    lines: shown.map(({ line }) => line),
    indent,
  };
}
