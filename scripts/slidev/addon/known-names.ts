import { type HoverPlace, hoverPlaces, type ShownHover } from './hovers.ts';

/** The class of a name that has a hover. */
export const KNOWN = 'ox-known';

/**
 * Puts an element around each name that has a hover, in the order of the text. It is done in the browser: the names
 * of a deck would weigh more as markup than all that is told of them.
 */
export function markNames(code: Element, hovers: readonly ShownHover[]): Map<HTMLElement, ShownHover> {
  const lines = [...code.querySelectorAll(':scope > .line')];
  const places = hovers
    .flatMap(hover => hoverPlaces(hover[1]).map(place => ({ place, hover })))
    .sort((a, b) => a.place.line - b.place.line || a.place.from - b.place.from);
  const known = new Map<HTMLElement, ShownHover>();
  for (const { place, hover } of places) {
    const name = lines[place.line] && wrap(lines[place.line] as Element, place);
    if (name) known.set(name, hover);
  }
  return known;
}

function wrap(line: Element, { from, length }: HoverPlace): HTMLElement | undefined {
  let at = 0;
  for (const node of textsOf(line)) {
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
