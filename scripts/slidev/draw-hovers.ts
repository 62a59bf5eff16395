import type { Snippet } from '../verify/programs/find-snippets.ts';
import { type Hover, placesOf } from '../verify/hovers/hovers.ts';
import { tokenizeRust } from '../languages/rust/rust-tokens.ts';
import type { InlayType, ShownHover } from './addon/hovers.ts';

/** A name that a slide shows: its line from 0, its place there in UTF-16 code units. */
interface ShownName {
  line: number;
  from: number;
  length: number;
}

const RE_LOCAL = /^let (?:mut )?\S+: (.+)$/;
/** A longer type would push the code aside that it is about. */
const LONGEST_INLAY = 32;

/** What rust-analyzer knows of the names that a slide shows of a program. */
export function drawHovers(snippet: Snippet, hovers: readonly Hover[] = []): ShownHover[] {
  return shownHovers(snippet, hovers).map(({ hover: { type, docs }, names }) => {
    const at = names.map(({ line, from, length }) => `${line}:${from}+${length}`).join(' ');
    return docs === undefined ? [type, at] : [type, at, docs];
  });
}

/** The types of names behind `let`, and of those behind `for`, where their author wrote none. */
export function drawTypes(snippet: Snippet, hovers: readonly Hover[] = []): InlayType[] {
  const bound = bindingsIn(snippet.shown);
  return shownHovers(snippet, hovers)
    .flatMap(({ hover, names }): InlayType[] => {
      const type = hover.type.match(RE_LOCAL)?.[1];
      if (!type || type.length > LONGEST_INLAY) return [];
      return names.flatMap(({ line, from, length }) =>
        bound.has(`${line}:${from}`) ? { line, at: from + length, type } : [],
      );
    })
    .sort((a, b) => a.line - b.line || a.at - b.at);
}

function shownHovers(
  { shown, places = [] }: Snippet,
  hovers: readonly Hover[],
): { hover: Hover; names: ShownName[] }[] {
  const texts = shown.replace(/\n$/, '').split('\n');
  const indexOf = new Map(
    places.slice(0, texts.length).map(({ line, cut }, index) => [line, { index, cut }]),
  );
  const words = wordsIn(shown);
  return hovers.flatMap(hover => {
    const names = placesOf(hover).flatMap(({ line, column, length }): ShownName[] => {
      const place = indexOf.get(line);
      if (!place) return [];
      const characters = [...(texts[place.index] ?? '')].slice(Math.max(0, column - 1 - place.cut));
      const behind = characters.join('').length;
      const from = (texts[place.index]?.length ?? 0) - behind;
      const name = { line: place.index, from, length: characters.slice(0, length).join('').length };
      return words.get(`${name.line}:${from}`) === name.length ? [name] : [];
    });
    return names.length > 0 ? [{ hover, names }] : [];
  });
}

/** The length of each word by its place. */
function wordsIn(text: string): Map<string, number> {
  return new Map(placedWords(text).map(({ place, text }) => [place, text.length]));
}

/** The places of words in the patterns of `let` and `for` that have no type beside them. */
function bindingsIn(text: string): Set<string> {
  const found = new Set<string>();
  let pattern: { end: ReadonlySet<string>; places: string[] } | undefined;
  for (const { kind, text: word, place } of placedTokens(text)) {
    if (pattern?.end.has(word)) {
      if (word !== ':') for (const bound of pattern.places) found.add(bound);
      pattern = undefined;
    } else if (pattern && kind === 'word') pattern.places.push(place);
    else if (word === 'let') pattern = { end: ENDS_LET, places: [] };
    else if (word === 'for') pattern = { end: ENDS_FOR, places: [] };
  }
  return found;
}

const ENDS_LET = new Set(['=', ':', ';']);
/** Not of a loop: `for` of an `impl`, or of a lifetime. */
const ENDS_FOR = new Set(['in', '{', ':', '<']);

function placedWords(text: string) {
  return placedTokens(text).filter(({ kind }) => kind === 'word');
}

function placedTokens(text: string): { kind: string; text: string; place: string }[] {
  return tokenizeRust(text).tokens.map(token => {
    const before = text.slice(0, token.from).split('\n');
    return { ...token, place: `${before.length - 1}:${before.at(-1)?.length ?? 0}` };
  });
}
