/** A piece of Rust, with its place as offsets into the text. White space is none. */
export interface RustToken {
  kind: 'comment' | 'string' | 'char' | 'lifetime' | 'word' | 'number' | 'punctuation';
  text: string;
  from: number;
  to: number;
}

export interface RustTokens {
  tokens: RustToken[];
  /** False when a string or a comment is not closed: then it is the last token and goes on to the end. */
  whole: boolean;
}

const RE_SPACE = /\s+/uy;
const RE_LINE_COMMENT = /\/\/[^\n]*/uy;
const RE_COMMENT_MARK = /\/\*|\*\//g;
/** Raw, with as many `#` behind as before; else with escapes. Not closed, it goes on to the end of the text. */
const RE_RAW_STRING = /[bc]?r(#*)"[^]*?(?:("\1)|$)/uy;
const RE_STRING = /[bc]?"(?:\\[^]|[^"\\])*("|\\?$)/uy;
const RE_CHAR = /b?'(?:\\[^\n][^'\n]*|[^'\\\n])'/uy;
const RE_LIFETIME = /'(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*/uy;
const RE_WORD = /(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*/uy;
const RE_NUMBER = /\d[\p{XID_Continue}]*/uy;
const RE_PUNCTUATION = /[^]/uy;

/** In the order in which they are tried. */
const KINDS = [
  ['comment', RE_LINE_COMMENT],
  ['char', RE_CHAR],
  ['lifetime', RE_LIFETIME],
  ['word', RE_WORD],
  ['number', RE_NUMBER],
  ['punctuation', RE_PUNCTUATION],
] as const;

/**
 * The tokens of a Rust text: https://doc.rust-lang.org/reference/tokens.html. It does not join operators, takes
 * `1.5` for three tokens, knows no edition (so `c"…"` is always a string) and accepts escapes, suffixes and
 * prefixes that rustc would refuse.
 */
export function tokenizeRust(code: string): RustTokens {
  const tokens: RustToken[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(code);
  };
  const push = (kind: RustToken['kind'], to: number): void => {
    tokens.push({ kind, text: code.slice(at, to), from: at, to });
    at = to;
  };
  while (at < code.length) {
    const space = match(RE_SPACE);
    if (space) {
      at += space[0].length;
      continue;
    }
    if (code.startsWith('/*', at)) {
      const end = endOfComment(code, at);
      push('comment', end ?? code.length);
      if (end === undefined) return { tokens, whole: false };
      continue;
    }
    const raw = match(RE_RAW_STRING);
    const string = raw ?? match(RE_STRING);
    if (string) {
      push('string', at + string[0].length);
      if (raw ? raw[2] === undefined : string[1] !== '"') return { tokens, whole: false };
      continue;
    }
    for (const [kind, pattern] of KINDS) {
      const found = match(pattern);
      if (!found) continue;
      push(kind, at + found[0].length);
      break;
    }
  }
  return { tokens, whole: true };
}

/** Block comments nest. */
function endOfComment(code: string, from: number): number | undefined {
  let depth = 0;
  RE_COMMENT_MARK.lastIndex = from;
  for (let mark = RE_COMMENT_MARK.exec(code); mark; mark = RE_COMMENT_MARK.exec(code)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return RE_COMMENT_MARK.lastIndex;
  }
  return undefined;
}
