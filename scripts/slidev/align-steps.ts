import type { Snippet } from '../verify/programs/find-snippets.ts';

/** How a program steps together with the one beside it. */
export interface Aligned {
  /** Slidev's part of the fence. */
  meta: string;
  /** The click that tells the verdict, where it has one of its own. */
  revealAt: number;
}

const RE_ONLY_RANGES = /^((?:\[[^\]]*\]\s*)?\{([^{}:]*)\})\s*$/;

/** Two programs side by side go through their highlights together: a click is a step in both. */
export function alignSteps(snippets: readonly Snippet[]): Map<Snippet, Aligned> {
  const stepped = snippets.map(snippet => ({ snippet, match: snippet.meta.match(RE_ONLY_RANGES) }));
  if (stepped.length !== 2 || stepped.some(({ match }) => !match)) return new Map();
  const clicks = Math.max(...stepped.map(({ match }) => match?.[2]?.split('|').length ?? 1));
  return new Map(
    stepped.map(({ snippet, match }) => [snippet, { meta: `${match?.[1]} {at:1}`, revealAt: clicks }]),
  );
}
