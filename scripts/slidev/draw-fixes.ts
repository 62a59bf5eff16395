import type { Suggestion } from '../languages/verdict.ts';
import type { FixPiece, Remark } from './addon/drawing.ts';
import { shownMessage } from './shown-output.ts';
import { placeOf, type Shown } from './shown-lines.ts';

/** A fix of more lines is told in words only. */
const FIX_LINES = 3;
/** Of several fixes for one reason, more are only counted. */
const ALTERNATIVES = 3;
/** The helps that show a change, each with the others for the same reason behind it. */
export function drawFixes(suggestions: readonly Suggestion[], shown: Shown): Remark[] {
  const fixes = suggestions.flatMap(suggestion => {
    const fix = fixOf(suggestion, shown);
    return fix ? [{ message: shownMessage(suggestion.message), fix }] : [];
  });
  return [...Map.groupBy(fixes, ({ message }) => message)].flatMap(([text, alternatives]): Remark[] => {
    const [first, ...others] = distinct(alternatives.map(({ fix }) => fix));
    const shownToo = others.slice(0, ALTERNATIVES - 1);
    const more = others.length - shownToo.length;
    return [
      { level: 'help', text, ...(first ? { fix: first } : {}) },
      ...shownToo.map((fix): Remark => ({ level: 'or', text: '', fix })),
      ...(more > 0 ? [{ level: 'or', text: `${more} more` }] : []),
    ];
  });
}

function distinct(fixes: readonly FixPiece[][][]): FixPiece[][][] {
  return [...new Map(fixes.map(fix => [JSON.stringify(fix), fix])).values()];
}

/** The lines as a suggestion would leave them; undefined where not all of it is shown, or it is too long to be. */
function fixOf({ edits }: Suggestion, shown: Shown): FixPiece[][] | undefined {
  const added: FixPiece[][] = [];
  const byLine = new Map<number, { from: number; to: number; text: string }[]>();
  for (const edit of edits) {
    const index = shown.indexOf.get(edit.line);
    if (isNewLines(edit)) added.push(...newLines(edit.text));
    else if (index === undefined || edit.endLine !== edit.line) return undefined;
    else {
      const place = placeOf(edit, shown);
      if (!place) return undefined;
      byLine.set(index, [
        ...(byLine.get(index) ?? []),
        { from: place.from, to: place.to, text: edit.text.replace(/\n$/, '') },
      ]);
    }
  }
  const lines = [...byLine].sort(([a], [b]) => a - b);
  const pieces = [
    ...added,
    ...lines.flatMap(([index, changes]) => changedLines(shown.texts[index] ?? '', changes)),
  ];
  return pieces.length > 0 && pieces.length <= FIX_LINES ? pieces.map(trimmed) : undefined;
}

type Edit = Suggestion['edits'][number];

/** Lines of their own, such as an import, need no line beside them to be understood. */
function isNewLines({ line, column, endLine, endColumn, text }: Edit): boolean {
  return line === endLine && column === endColumn && text.trim() !== '' && text.endsWith('\n');
}

function newLines(text: string): FixPiece[][] {
  const lines = text.split('\n').filter(line => line.trim());
  return lines.map(line => [{ kind: 'added', text: line }]);
}

function changedLines(
  text: string,
  changes: readonly { from: number; to: number; text: string }[],
): FixPiece[][] {
  const pieces: FixPiece[] = [];
  let at = 0;
  for (const { from, to, text: added } of changes.toSorted((a, b) => a.from - b.from)) {
    if (from < at) continue;
    pieces.push({ kind: 'same', text: text.slice(at, from) });
    pieces.push({ kind: 'removed', text: text.slice(from, to) }, { kind: 'added', text: added });
    at = to;
  }
  pieces.push({ kind: 'same', text: text.slice(at) });
  // What is added may hold ends of lines: each line is one of its own.
  const lines: FixPiece[][] = [[]];
  for (const { kind, text: words } of pieces) {
    for (const [index, part] of words.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part) lines.at(-1)?.push({ kind, text: part });
    }
  }
  return lines.filter(line => line.some(({ kind, text: part }) => kind !== 'same' && part.trim()));
}

/** Without the indentation: a fix stands alone. */
function trimmed(line: FixPiece[]): FixPiece[] {
  const [first, ...rest] = line;
  return first ? [{ ...first, text: first.text.trimStart() }, ...rest].filter(({ text }) => text) : line;
}
