/** Lines as one text without their common indentation: notes are often indented as a whole. */
export function dedent(lines: readonly string[]): string {
  const indents = lines.filter(line => line.trim()).map(line => line.match(/^ */)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map(line => line.slice(indent)).join('\n');
}
