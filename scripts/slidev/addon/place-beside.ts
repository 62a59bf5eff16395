/** Pixels between a box, what it is about, and the edges of the window. */
const GAP = 4;

/** Beneath an element, or above it where there is no room; in the window's pixels, as nothing scales it there. */
export function placeBeside(element: Element, { style, offsetWidth, offsetHeight }: HTMLElement): void {
  const rect = element.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(rect.left, innerWidth - offsetWidth - GAP));
  const below = rect.bottom + GAP;
  const top = below + offsetHeight < innerHeight ? below : Math.max(GAP, rect.top - GAP - offsetHeight);
  style.left = `${left}px`;
  style.top = `${top}px`;
}
