import { listNames } from '../diagnostics/nearest.ts';
import type { Expectation, Fault } from './expectation.ts';
import { splitInfoWords } from '../markdown/info-words.ts';
import { readRustdocInfo } from './rust/rustdoc-info.ts';

const RE_RUST = /^rust(?::.*)?$/;
const RE_RUSTDOC_WORD =
  /^(?:ignore(?:-.*)?|compile_fail|should_panic|no_run|test_harness|standalone_crate|edition.*)$/s;
const RE_CODE = /^E\d{4}$/;

/**
 * Where rustdoc itself would drop or misread a fence that says the same to us: the words mean something else
 * in another order, or something that is meant for others cannot be read.
 */
export function orderTrap(info: string, meant: Expectation, options: { host?: string }): Fault[] {
  if (meant.language !== 'rust') return [];
  const read = readRustdocInfo(info, options);
  const same =
    read.outcome === meant.outcome &&
    read.testHarness === meant.testHarness &&
    read.standaloneCrate === (meant.standaloneCrate ?? false) &&
    read.edition === meant.edition;
  if (!read.dropped && same) return [];
  const { text, left } = rewrite(info);
  const without = left.length > 0 ? `, without ${listNames(left)}` : '';
  return [
    {
      kind: 'order-trap',
      severity: 'warning',
      message: MESSAGES[read.dropped ?? 'misread'],
      help: `write \`${text}\`${without}`,
    },
  ];
}

const MESSAGES = {
  'parse-error': 'rustdoc cannot read these words, and would skip the program without telling',
  'not-rust': 'rustdoc takes these words, in this order, for another language’s, and would skip the program',
  misread: 'rustdoc reads these words otherwise than they are meant',
};

/** `rust` first, then what rustdoc knows, codes last of these, then the rest of what it can read. */
function rewrite(info: string): { text: string; left: string[] } {
  const { words, comments, extras } = splitInfoWords(info);
  const rank = (word: string): number => (RE_RUSTDOC_WORD.test(word) ? 1 : RE_CODE.test(word) ? 2 : 3);
  const rest = words.filter(word => !RE_RUST.test(word)).sort((a, b) => rank(a) - rank(b));
  const readable = (part: string): boolean => !readRustdocInfo(`rust ${part}`).dropped;
  const parts = [
    ['rust', ...rest.filter(readable)].join(','),
    ...comments.filter(Boolean).map(comment => `(${comment})`),
    ...extras.filter(readable),
  ];
  return { text: parts.join(' '), left: [...rest, ...extras].filter(part => !readable(part)) };
}
