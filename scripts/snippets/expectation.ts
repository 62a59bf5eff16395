import { listNames, nearest } from '../talk/nearest.ts';

export const LANGUAGES = ['rust', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];
export const EDITIONS = ['2015', '2018', '2021', '2024'] as const;
export type Edition = (typeof EDITIONS)[number];

/** What must happen to a program: rustdoc's words and ours, read from a fence. */
export interface Expectation {
  language: Language;
  /**
   * `pass`: builds, and the run ends well (the default). `no_run`: type-checks. `should_panic`: builds, and
   * the run fails. `compile_fail`: is rejected. `ignore`: nothing is asked of it.
   */
  outcome: 'pass' | 'no_run' | 'should_panic' | 'compile_fail' | 'ignore';
  /** The error codes of which all must be among rustc's, such as `E0382`. */
  codes: string[];
  edition?: Edition;
  /** Builds with the test harness and runs the `#[test]` functions. */
  testHarness: boolean;
  /** Why it is ignored, from the words in parentheses. */
  ignoreReason?: string;
  /** Whether the slide shows what the program printed. */
  output: boolean;
  /** How long the program may run, in seconds. Default: 10. */
  timeout: number;
}

/** What a fence's info string says. */
export interface Info {
  /** The first word: what Shiki highlights; empty for a plain fence. */
  language: string;
  /** Undefined when it holds no program. */
  expectation?: Expectation;
  /** Slidev's part, from the first bracket or brace on, such as `[main.rs] {2|4}`. */
  meta: string;
  /** What is wrong with the words: a message and what to write instead. */
  faults: { kind: string; message: string; help: string }[];
}

const OUTCOMES = ['ignore', 'compile_fail', 'should_panic', 'no_run'] as const;
const PLAIN_WORDS = [...OUTCOMES, 'test_harness', 'standalone_crate', 'output'];
const RE_META = /\s*([[{].*)$/;
/** What stands in parentheses before Slidev's part, or that part, whole. */
const RE_COMMENT_OR_META = /\(([^)]*)\)|[[{].*$/g;
const RE_CODE = /^E\d{4}$/;
const RE_EDITION = /^edition(\d*)$/;
const RE_TIMEOUT = /^timeout=(?!0+(?:\.0*)?s)(\d+(?:\.\d+)?)s$/;
/** Python programs run to a good end, or are left alone. */
const RE_PYTHON_WORD = /^(ignore|output|timeout=.*)$/;
const DEFAULT_TIMEOUT = 10;

/** Reads an info string such as `rust,compile_fail,E0382 {3}`. */
export function parseInfo(info: string): Info {
  const comments: string[] = [];
  const bare = info.replace(RE_COMMENT_OR_META, (part, comment?: string) => {
    if (comment === undefined) return part;
    comments.push(comment.trim());
    return ' ';
  });
  const meta = bare.match(RE_META)?.[1] ?? '';
  const words = bare
    .replace(RE_META, '')
    .split(/[\s,]+/)
    .filter(Boolean);
  const first = words[0] ?? '';
  const language = LANGUAGES.find(name => words.includes(name)) ?? (first === 'py' ? 'python' : undefined);
  if (!language) return { language: first, meta, faults: nearMiss(first) };

  const faults: Info['faults'] = [];
  const fault = (kind: string, message: string, help: string) => faults.push({ kind, message, help });
  const rest = words.filter(word => word !== language && word !== 'py');
  const expectation: Expectation = {
    language,
    outcome: 'pass',
    codes: rest.filter(word => RE_CODE.test(word)),
    testHarness: rest.includes('test_harness'),
    output: rest.includes('output'),
    timeout: DEFAULT_TIMEOUT,
  };
  const outcomes = OUTCOMES.filter(outcome => rest.includes(outcome));
  if (outcomes[0]) expectation.outcome = outcomes[0];
  if (expectation.outcome === 'ignore') expectation.ignoreReason = comments.join('; ');
  else if (outcomes.length > 1) {
    fault(
      'contradictory-words',
      `${listNames(outcomes)} contradict each other`,
      'keep the one that says what must happen',
    );
  }
  if (expectation.codes.length > 0 && !rest.includes('compile_fail')) {
    fault(
      'code-without-compile-fail',
      `the code \`${expectation.codes[0]}\` is expected, but not that the program is rejected`,
      `write \`compile_fail,${expectation.codes.join(',')}\``,
    );
  }
  for (const word of rest) readWord(word, expectation, fault);
  if (rest.filter(word => RE_EDITION.test(word)).length > 1) {
    fault('contradictory-words', 'two editions contradict each other', 'keep one of them');
  }
  return { language, expectation, meta, faults };
}

function readWord(
  word: string,
  expectation: Expectation,
  fault: (kind: string, message: string, help: string) => void,
): void {
  if (expectation.language === 'python' && !RE_PYTHON_WORD.test(word)) {
    fault(
      'unknown-word',
      `\`${word}\` says nothing about a Python program`,
      'write `ignore`, `output` or `timeout=10s`',
    );
    return;
  }
  if (PLAIN_WORDS.includes(word) || RE_CODE.test(word)) return;
  const edition = word.match(RE_EDITION);
  const timeout = word.match(RE_TIMEOUT);
  if (edition) {
    expectation.edition = EDITIONS.find(year => year === edition[1]);
    if (!expectation.edition) {
      fault(
        'unknown-edition',
        `there is no \`${word}\``,
        `write one of ${listNames(EDITIONS.map(e => `edition${e}`))}`,
      );
    }
  } else if (timeout) {
    expectation.timeout = Number(timeout[1]);
  } else {
    const valid = [...PLAIN_WORDS, ...EDITIONS.map(year => `edition${year}`), 'timeout=10s'];
    const suggestion = nearest(word, valid);
    fault(
      'unknown-word',
      `unknown word \`${word}\`${suggestion ? `: did you mean \`${suggestion}\`?` : ''}`,
      `the words are ${listNames(valid)}, and an error code after \`compile_fail\``,
    );
  }
}

function nearMiss(language: string): Info['faults'] {
  const meant = {
    rs: 'rust',
    rust2021: 'rust,edition2021',
    rust2018: 'rust,edition2018',
    rust2024: 'rust,edition2024',
  };
  const suggestion =
    meant[language as keyof typeof meant] ?? LANGUAGES.find(name => name === language.toLowerCase());
  return suggestion
    ? [
        {
          kind: 'unknown-language',
          message: `\`${language}\` is not taken for a program, so nobody would check it`,
          help: `write \`${suggestion}\``,
        },
      ]
    : [];
}
