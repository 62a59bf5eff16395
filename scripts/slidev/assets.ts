import { basename, extname } from 'node:path';

/** A name of its own for each file, by path: as its author called it, with a number where two share a name. */
export function nameAssets(paths: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const path of new Set(paths)) {
    const extension = extname(path);
    const stem = basename(path, extension).replace(/[^\w.-]/g, '-');
    let name = `images/${stem}${extension}`;
    for (let number = 2; taken.has(name); number++) name = `images/${stem}-${number}${extension}`;
    taken.add(name);
    names.set(path, name);
  }
  return names;
}

/** What may stand before and after an image's address, in Markdown, in HTML and in CSS. */
const BEFORE = String.raw`(?<=\]\(\s*<?|\b(?:src|image)=["']'?|\burl\(["']?)`;
const AFTER = String.raw`(?=["'\s>)])`;

/** A line with the addresses of images renamed; the same words elsewhere in it stay. */
export function renameImages(line: string, names: ReadonlyMap<string, string>): string {
  return [...names].reduce((text, [from, to]) => {
    const literal = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return text.replace(new RegExp(BEFORE + literal + AFTER, 'g'), () => to);
  }, line);
}

/** A frontmatter with the values that are addresses of images renamed. */
export function renameIn(
  frontmatter: Record<string, unknown>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(frontmatter).map(([key, value]) => [key, names.get(String(value)) ?? value]),
  );
}
