/** What is done to code that moves. */
export interface Marking {
  /** Puts marks into the code. */
  mark(): void;
  /** Takes them away again. */
  unmark(): void;
}

/**
 * Marks code wherever no move is going on: Magic Move writes each of its tokens again.
 *
 * @returns what ends it
 */
export function followMoves(code: HTMLElement, { mark, unmark }: Marking): () => void {
  let moves = 0;
  async function markMoved(): Promise<void> {
    const mine = ++moves;
    unmark();
    const moving = code.getAnimations({ subtree: true });
    await Promise.allSettled(moving.map(({ finished }) => finished));
    if (mine === moves && code.isConnected) mark();
  }
  const observer = new MutationObserver(() => void markMoved());
  void markMoved();
  observer.observe(code, { childList: true });
  return () => observer.disconnect();
}
