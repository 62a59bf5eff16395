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

/** Puts an element around a text. */
export function wrap(text: Text, className: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  text.replaceWith(element);
  element.append(text);
  return element;
}

/** Takes such elements away again. */
export function unwrap(elements: Iterable<HTMLElement>): void {
  for (const element of elements) {
    const { parentNode } = element;
    element.replaceWith(...element.childNodes);
    parentNode?.normalize();
  }
}
