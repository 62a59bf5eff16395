import { wrap } from './code-texts.ts';
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
    const name = wrapName(open[place.line] ?? [], place);
    return name ? [[name, hover]] : [];
  });
  return new Map(known.reverse());
}

function wrapName(texts: readonly Text[], { from, length }: HoverPlace): HTMLElement | undefined {
  let at = 0;
  for (const node of texts) {
    const end = at + node.data.length;
    if (from < end) {
      // A mark that ends within a name leaves it in two pieces: there it has no hover.
      if (from < at || from + length > end) return undefined;
      const text = node.splitText(from - at);
      text.splitText(length);
      return wrap(text, KNOWN);
    }
    at = end;
  }
  return undefined;
}
