/** What the foot of a slide takes, in its own pixels. */
const FOOT = 72;

/**
 * How much of a slide is left under the upper edge of an element, in the slide's own pixels, however large it is
 * shown.
 *
 * @param down how far below that edge to begin
 */
export function roomBelow(element: HTMLElement | undefined, down = 0): number {
  const slide = element?.closest<HTMLElement>('.slidev-layout');
  if (!element || !slide) return 0;
  const scale = slide.getBoundingClientRect().height / slide.offsetHeight || 1;
  const top = (element.getBoundingClientRect().top - slide.getBoundingClientRect().top) / scale;
  return slide.offsetHeight - FOOT - top - down;
}
