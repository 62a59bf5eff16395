import type { Drawing, MarkKind } from '../../scripts/slidev/addon/drawing.ts';
import type { Snippet } from '../../scripts/verify/programs/find-snippets.ts';

const RULES: Record<MarkKind, string> = { primary: '┃', secondary: '┊', note: '╎' };
const UNDERLINES: Record<MarkKind, string> = { primary: '━', secondary: '┄', note: '╌' };
const STRENGTH: readonly MarkKind[] = ['note', 'secondary', 'primary'];

/** A drawing in letters: what a person looks at in a snapshot. */
export function drawingText(snippet: Snippet, { lines, findings }: Drawing): string {
  const code = snippet.shown.replace(/\n$/, '').split('\n');
  const drawn = code.flatMap((text, index) => {
    const line = lines.find(entry => entry.line === index);
    const rule = line?.through ? RULES[line.through] : ' ';
    if (!line) return `${rule} ${text}`;
    const under = [...text, ' '].join('').split('').fill(' ');
    for (const mark of line.marks.toSorted((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind))) {
      if (mark.from === mark.to) under[mark.from] = '▲';
      for (let at = mark.from; at < mark.to; at++) under[at] = UNDERLINES[mark.kind];
    }
    const rows = [...line.rows, ...(line.notes ?? [])].map(row => {
      let words = '';
      for (const { at, text: label, finding, leftward } of row) {
        const piece = label === undefined ? '│' : `╰ ${finding ? `${finding}: ` : ''}${label}`;
        words = leftward ? `${words.padEnd(at)}╯ ${piece.slice(2)} (to the left)` : words.padEnd(at) + piece;
      }
      return words;
    });
    const marks = under.join('').trimEnd();
    return [`${rule} ${text}`, ...(marks ? [`${rule} ${marks}`] : []), ...rows.map(row => `${rule} ${row}`)];
  });
  const told = findings.flatMap(({ level, code: name, message, remarks }, index) => [
    `${index + 1}. ${level}${name ? ` ${name}` : ''}: ${message}`,
    ...remarks.flatMap(remark => [
      `   ${remark.level}: ${remark.text}${remark.placed ? ' (at its place)' : ''}`,
      ...(remark.fix ?? []).map(
        line =>
          `     ${line.map(({ kind, text }) => ({ same: text, added: `{+${text}+}`, removed: `[-${text}-]` })[kind]).join('')}`,
      ),
    ]),
  ]);
  return `${[...drawn, '', ...told].map(line => line.trimEnd()).join('\n')}\n`;
}
