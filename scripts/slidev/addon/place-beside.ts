/** Pixels between a box, what it is about, and the edges of the window. */
const GAP = 4;

/**
 * Beneath an element, or above it where there is no room; in the window's pixels, as nothing scales it there. By hand:
 * a popper of `floating-vue` is tied to one target when it is made, and this box serves all names of a program.
 */
export function placeBeside(element: Element, box: HTMLElement): void {
  // Where it stands now, an edge may leave it less width than it will have.
  box.style.left = box.style.top = '0';
  const { offsetWidth, offsetHeight } = box;
  const rect = element.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(rect.left, innerWidth - offsetWidth - GAP));
  const below = rect.bottom + GAP;
  const top = below + offsetHeight < innerHeight ? below : Math.max(GAP, rect.top - GAP - offsetHeight);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
