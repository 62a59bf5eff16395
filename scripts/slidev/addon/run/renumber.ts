/** What the program's file is called by the local runner, and by the Playground. */
const RE_OURS = /(?:^|[/\s])(?:program|main)\.rs:/;
const RE_ARROW = /^(\s*(?:-->|:::) .*?\.rs:)(\d+)(:\d+)?/;
const RE_GUTTER = /^( *)(\d+)(?= [|~+-])/;
const RE_PANIC = /(panicked at (?:program|src\/main)\.rs:)(\d+)/;

/** Moves the lines that rustc and a panic name: they count what was put before the program, too. */
export function renumber(text: string, by: number): string {
  if (by === 0) return text;
  let ours = false;
  return text
    .split('\n')
    .map(line => {
      if (RE_ARROW.test(line)) ours = RE_OURS.test(line);
      if (!ours) return line.replace(RE_PANIC, (_, before, number) => before + moved(number, by));
      return line
        .replace(RE_ARROW, (_, before, number, column = '') => before + moved(number, by) + column)
        .replace(RE_GUTTER, (before, space: string, number: string) => {
          return moved(number, by)
            .padStart(before.length)
            .padEnd(space.length + number.length);
        });
    })
    .join('\n');
}

function moved(number: string, by: number): string {
  return String(Math.max(1, Number(number) + by));
}
