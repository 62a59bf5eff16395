import { isRustWord, missedLanguage, readPython, readRust, readTranscript } from './fence-words.ts';
import { splitInfoWords } from '../markdown/info-words.ts';
import type { Edition, Language, Mask } from './known-names.ts';
import { orderTrap } from './order-trap.ts';
import { readRustdocInfo } from './rust/rustdoc-info.ts';

export { DEFAULT_EDITION, type Edition, EDITIONS, type Language, type Mask } from './known-names.ts';

/** What must happen to a program: rustdoc's words and ours, read from a fence. */
export interface Expectation {
  language: Language;
  /**
   * `pass`: builds, and the run ends well (the default). `no_run`: type-checks; of Python, it is valid syntax.
   * `should_panic`: builds, and the run fails; elsewhere the word for it is `should_fail`, and of a transcript the
   * last command fails. `compile_fail`: is rejected.
   * `ignore`: nothing is asked of it.
   */
  outcome: 'pass' | 'no_run' | 'should_panic' | 'compile_fail' | 'ignore';
  /** The error codes of which all must be among rustc's, such as `E0382`. */
  codes: string[];
  edition?: Edition;
  /** Builds with the test harness and runs the `#[test]` functions. */
  testHarness: boolean;
  /** Must not be compiled together with others. Default: it may. */
  standaloneCrate?: true;
  /** Why it is ignored, from the words in parentheses, or for which target. */
  ignoreReason?: string;
  /** Whether the slide shows what the program printed. */
  output: boolean;
  /** Whether the slide shows how long a run takes, from start to end. Default: it does not. */
  time?: true;
  /** When the slide tells the verdict. Default: at the next click where it is rejected, else at once. */
  reveal?: 'click' | 'now';
  /** Whether the slide lets it be edited and run. Default: it does not. */
  run?: true;
  /** Whether the slide shows rustc's words as a terminal does, in place of the code. */
  terminal?: true;
  /** Whether the slide shows the types of names that the program does not say. */
  types?: true;
  /** Whether the audience is to guess what becomes of it. */
  quiz?: true;
  /** Whether rustc's warnings about an accepted program are wanted. */
  warnings?: true;
  /** How long the program may run, in seconds. Default: 10; 60 for all commands of a transcript, which compile. */
  timeout: number;
  /** How long rustc may take for it, and Cargo for its crates, in seconds. Default: 60, and 900 for crates. */
  build?: number;
  /** What is masked in its output. Default: nothing. */
  mask?: Mask[];
}

/** What is wrong with the words of a fence, or would be elsewhere: a message, and what to write instead. */
export interface Fault {
  kind: string;
  severity: 'error' | 'warning';
  message: string;
  help: string;
}

/** What a fence's info string says. */
export interface Info {
  /** What Shiki highlights: the first word, or the program's language; empty for a plain fence. */
  language: string;
  /** Undefined when it holds no program. */
  expectation?: Expectation;
  /** The part of who shows it, such as Slidev's `[main.rs] {2|4}`. */
  meta: string;
  faults: Fault[];
}

export interface InfoOptions {
  /** What a fence without words holds. Default: `text`, as a slide shows it; `rust` is rustdoc's rule. */
  untagged?: 'rust' | 'text';
  /**
   * `fault`, the default: each unknown word is an error, as in a talk. `near-misses`: as in Markdown at large, only
   * slips are told, all as warnings, and also where rustdoc itself would not read the fence as it is meant.
   */
  unknownWords?: 'fault' | 'near-misses';
  /** The target triple that `ignore-<part>` is held against. Default: none, so that such words do nothing. */
  host?: string;
  /** Whether a fence called `console` holds a transcript, which is a program. Default: no. */
  transcript?: boolean;
}

/** A language's name, also with what VitePress and mdBook write behind it, such as `rust:no-line-numbers`. */
const RE_LANGUAGE = /^(rust|python|py|console)(?::.*)?$/;

/**
 * Reads an info string such as `rust,compile_fail,E0382 {3}`. The order of its parts never matters, and what is
 * for whoever shows the code, such as `{1-3|5}`, never stops a fence from being a program.
 */
export function parseInfo(info: string, options: InfoOptions = {}): Info {
  const { words, comments, meta } = splitInfoWords(info);
  const language = languageOf(info, words, options);
  if (!language) return { language: words[0] ?? '', meta, faults: missedLanguage(words, options) };
  const rest = words.filter(word => languageNamed(word) !== language);
  const { expectation, faults } = READERS[language](rest, options);
  if (expectation.outcome === 'ignore') expectation.ignoreReason ??= comments.join('; ');
  const traps = options.unknownWords === 'near-misses' ? orderTrap(info, expectation, options) : [];
  return { language, expectation, meta, faults: [...faults, ...traps] };
}

const READERS = { rust: readRust, python: readPython, console: readTranscript };

function languageNamed(word: string): Language | undefined {
  const name = word.match(RE_LANGUAGE)?.[1] as Language | 'py' | undefined;
  return name === 'py' ? 'python' : name;
}

/** Without its name, too, it is Rust when all words are of Rust, or where rustdoc is to be followed, if it says so. */
function languageOf(info: string, words: readonly string[], options: InfoOptions): Language | undefined {
  const asRustdoc = options.untagged === 'rust';
  if (words.includes('custom')) return undefined;
  if (words.length === 0) return asRustdoc ? 'rust' : undefined;
  const named = words.map(languageNamed);
  if (named.includes('rust')) return 'rust';
  if (named.includes('python')) return 'python';
  if (named.includes('console') && options.transcript) return 'console';
  if (words.every(isRustWord)) return 'rust';
  return asRustdoc && !readRustdocInfo(info).dropped ? 'rust' : undefined;
}

/** The expectation in the words of a fence. */
export function describe(expectation: Expectation): string {
  const { language, outcome, codes, edition, testHarness, standaloneCrate, warnings, mask } = expectation;
  const outcomeWord = outcome === 'should_panic' && language !== 'rust' ? 'should_fail' : outcome;
  return [
    language,
    ...(outcome === 'pass' ? [] : [outcomeWord]),
    ...codes,
    ...(edition ? [`edition${edition}`] : []),
    ...(testHarness ? ['test_harness'] : []),
    ...(standaloneCrate ? ['standalone_crate'] : []),
    ...(warnings ? ['warnings'] : []),
    ...(mask?.length ? [`mask=${mask.join('+')}`] : []),
  ].join(',');
}
