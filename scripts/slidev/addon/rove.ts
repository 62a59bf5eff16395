/** Where a key leads among elements of which one at a time can be reached by Tab; undefined where it leads nowhere. */
export function nextOf<T>(elements: readonly T[], current: T, key: string): T | undefined {
  const index = elements.indexOf(current);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return elements[Math.min(index + 1, elements.length - 1)];
    case 'ArrowLeft':
    case 'ArrowUp':
      return elements[Math.max(index - 1, 0)];
    case 'Home':
      return elements[0];
    case 'End':
      return elements.at(-1);
    default:
      return undefined;
  }
}
