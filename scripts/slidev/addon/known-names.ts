import { type HoverPlace, hoverPlaces, type ShownHover } from './hovers.ts';

/** The class of a name that has a hover. */
export const KNOWN = 'ox-known';

/**
 * Puts an element around each name that has a hover, in the order of the text. It is done in the browser: the names
 * of a deck would weigh more as markup than all that is told of them.
 */
export function markNames(
  lines: readonly (readonly Text[])[],
  hovers: readonly ShownHover[],
): Map<HTMLElement, ShownHover> {
  const open = lines.map(texts => [...texts]);
  const places = hovers
    .flatMap(hover => hoverPlaces(hover[1]).map(place => ({ place, hover })))
    .sort((a, b) => b.place.line - a.place.line || b.place.from - a.place.from);
  // From the last to the first: a text that is split keeps its beginning, and its place.
  const known = places.flatMap(({ place, hover }): [HTMLElement, ShownHover][] => {
    const name = wrap(open[place.line] ?? [], place);
    return name ? [[name, hover]] : [];
  });
  return new Map(known.reverse());
}

/** Takes the elements away again. */
export function unmarkNames(names: Iterable<HTMLElement>): void {
  for (const name of names) {
    const { parentNode } = name;
    name.replaceWith(...name.childNodes);
    parentNode?.normalize();
  }
}

function wrap(texts: readonly Text[], { from, length }: HoverPlace): HTMLElement | undefined {
  let at = 0;
  for (const node of texts) {
    const end = at + node.data.length;
    if (from < end) {
      // A mark that ends within a name leaves it in two pieces: there it has no hover.
      if (from < at || from + length > end) return undefined;
      const text = node.splitText(from - at);
      text.splitText(length);
      const name = document.createElement('span');
      name.className = KNOWN;
      text.replaceWith(name);
      name.append(text);
      return name;
    }
    at = end;
  }
  return undefined;
}

/** The texts of each line of a program, as Shiki leaves it, or as Magic Move does where no move is going on. */
export function linesOf(code: Element): Text[][] {
  const lines = [...code.querySelectorAll('code > .line')];
  if (lines.length > 0) return lines.map(line => textsOf(line));
  const moved: Text[][] = [[]];
  for (const token of code.children) {
    if (token.tagName === 'BR') moved.push([]);
    else moved.at(-1)?.push(...textsOf(token));
  }
  return moved;
}

/** The program's own text: what rustc says beneath a line is none of it. */
function textsOf(line: Element): Text[] {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.closest('.ox-labels')) texts.push(text);
  }
  return texts;
}
