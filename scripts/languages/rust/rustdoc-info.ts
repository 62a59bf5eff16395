import type { Edition } from '../known-names.ts';

/** What `rustdoc --test` itself makes of an info string. */
export interface RustdocInfo {
  /** Why the block is not listed among the tests, without a word: it is no valid info string, or not Rust's. */
  dropped?: 'parse-error' | 'not-rust';
  /** What is done with the block when it is listed; the earlier wins where words say several. */
  outcome: 'ignore' | 'compile_fail' | 'no_run' | 'should_panic' | 'pass';
  testHarness: boolean;
  standaloneCrate: boolean;
  edition?: Edition;
  /** The error codes that must occur: stable rustdoc asks for none. */
  codes: string[];
}

export interface RustdocInfoOptions {
  /** On stable, error codes are unknown words. Default: true. */
  stable?: boolean;
  /** The target triple that `ignore-<part>` is held against. Default: none, so that only `ignore-` hits. */
  host?: string;
}

const LEADING = '[A-Za-z0-9_:-]';
const BARE = '[A-Za-z0-9_:.!#$%&*+/;<>?@^|~-]';
const CLASS = `\\.${BARE}+`;
const KEY_VALUE = `(?:"[^"]+"|${LEADING}${BARE}*)=(?:"[^"]+"|${BARE}+)`;
const RE_SEPARATORS = /[ ,\t]+/y;
const RE_WORD = new RegExp(`(${LEADING}${BARE}*)(?=[ ,\\t(]|$)`, 'y');
const RE_QUOTED = /"([^"]*)"(?=[ ,\t({]|$)/y;
/** What no word is read from: a comment, `{.class key=value}`, and the word right before such braces. */
const RE_SKIPPED = new RegExp(
  `\\([^)]*\\)|(?:${LEADING}${BARE}*)?\\{[ ,\\t]*(?:(?:${CLASS}|${KEY_VALUE})(?:[ ,\\t]+|(?=\\})))*\\}`,
  'y',
);
const OUTCOMES = ['compile_fail', 'no_run', 'should_panic'] as const;
const RE_CODE = /^E(?:\d{4}|\+\d{3})$/;
const RE_EDITION = /^edition(2015|2018|2021|2024|future)$/;
/** These make the block Rust's unless an unknown word stands before them, even if `rust` does. */
const RE_OVERWRITES = /^(?:should_panic|no_run|ignore|ignore-.*)$/s;
/** These make it Rust's where no unknown word stands before them, and else change nothing. */
const RE_ADDS = /^(?:compile_fail|test_harness|standalone_crate)$/;

/**
 * Reads an info string as rustdoc 1.95 does, traps included: the order of its words decides whether a block is
 * Rust's at all. https://github.com/rust-lang/rust/blob/1.95.0/src/librustdoc/html/markdown.rs
 * (`LangString::parse` and `TagIterator`), held against the real one by the tests.
 */
export function readRustdocInfo(info: string, options: RustdocInfoOptions = {}): RustdocInfo {
  const { stable = true, host = '' } = options;
  const { words, whole } = splitInfo(info);
  const has = (word: string): boolean => words.includes(word);
  const codes = stable ? [] : words.filter(word => RE_CODE.test(word));
  const targets = words.filter(word => word.startsWith('ignore-')).map(word => word.slice('ignore-'.length));
  const ignored = targets.length > 0 ? targets.some(target => host.includes(target)) : has('ignore');
  const edition = words.findLast(word => word.startsWith('edition'))?.match(RE_EDITION)?.[1] as
    Edition | undefined;
  const dropped = whole ? (isRust(words, stable) ? undefined : 'not-rust') : 'parse-error';
  return {
    ...(dropped ? { dropped } : {}),
    outcome: ignored ? 'ignore' : (OUTCOMES.find(has) ?? 'pass'),
    testHarness: has('test_harness'),
    standaloneCrate: has('standalone_crate'),
    ...(edition ? { edition } : {}),
    codes,
  };
}

function isRust(words: readonly string[], stable: boolean): boolean {
  let rustSeen = false;
  let otherSeen = false;
  for (const word of words) {
    if (word === 'rust') rustSeen = true;
    else if (RE_OVERWRITES.test(word)) rustSeen = !otherSeen;
    else if (RE_ADDS.test(word) || (!stable && RE_CODE.test(word))) rustSeen ||= !otherSeen;
    else if (word !== 'custom' && !word.startsWith('edition')) otherSeen = true;
  }
  return !words.includes('custom') && (rustSeen || !otherSeen);
}

/** The words of an info string, and whether it could be read to its end. */
function splitInfo(info: string): { words: string[]; whole: boolean } {
  const words: string[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(info);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < info.length) {
    if (take(RE_SEPARATORS)) continue;
    const word = take(RE_WORD) ?? take(RE_QUOTED);
    if (word) words.push(word[1] ?? '');
    else if (!take(RE_SKIPPED)) return { words, whole: false };
  }
  return { words, whole: true };
}
