/** An info string taken apart. */
export interface InfoWords {
  /** What commas and spaces separate, without quotes around it; comments and extras are no words. */
  words: string[];
  /** The insides of `( … )`. */
  comments: string[];
  /** `{ … }` and `[ … ]`, which are for whoever shows the code: Slidev, reveal, pandoc. */
  extras: string[];
  /** The extras as they stand, from the first to the last, without what words stand between them. */
  meta: string;
}

const RE_SEPARATORS = /[\s,]+/y;
const RE_COMMENT = /\(([^)]*)(?:\)|$)/y;
const RE_BRACKETS = /\[[^\]]*(?:\]|$)/y;
const RE_BRACE = /[{}]/g;
/** A word is made of these, one behind the other: one pattern for them all would overflow on a huge word. */
const RE_PART = /"[^"]*(?:"|$)|[^\s,()[{"]+/y;
const RE_STRAY = /\)/y;
const RE_QUOTED = /^"([^"]*)"?$/;

/** Takes any info string apart, in whatever order its parts stand. */
export function splitInfoWords(info: string): InfoWords {
  const found: InfoWords = { words: [], comments: [], extras: [], meta: '' };
  let at = 0;
  let extrasEnd = -1;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(info);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < info.length) {
    if (take(RE_SEPARATORS)) continue;
    const start = at;
    const comment = take(RE_COMMENT);
    while (!comment && take(RE_PART)) continue;
    const word = comment ? undefined : at > start ? info.slice(start, at) : take(RE_STRAY)?.[0];
    if (comment) found.comments.push(comment[1]?.trim() ?? '');
    else if (word !== undefined) found.words.push(word.match(RE_QUOTED)?.[1] ?? word);
    else {
      const from = at;
      if (!take(RE_BRACKETS)) at = endOfBraces(info, at);
      found.extras.push(info.slice(from, at));
      const gap = info.slice(extrasEnd, from);
      found.meta += (extrasEnd === -1 ? '' : gap.trim() === '' ? gap : ' ') + info.slice(from, at);
      extrasEnd = at;
    }
  }
  return found;
}

/** Braces nest; what is never closed goes on to the end. */
function endOfBraces(info: string, from: number): number {
  let depth = 0;
  for (const brace of info.slice(from).matchAll(RE_BRACE)) {
    depth += brace[0] === '{' ? 1 : -1;
    if (depth === 0) return from + brace.index + 1;
  }
  return info.length;
}
