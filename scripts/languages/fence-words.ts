import { listNames, nearest } from '../diagnostics/nearest.ts';
import type { Expectation, Fault, InfoOptions } from './expectation.ts';
import { EDITIONS, MASKS } from './known-names.ts';

interface Read {
  expectation: Expectation;
  faults: Fault[];
}

type Tell = (kind: string, message: string, help: string) => void;

/** The earlier wins where several are given, as in rustdoc. */
const OUTCOMES = ['ignore', 'compile_fail', 'no_run', 'should_panic'] as const;
const OTHER_OUTCOMES = { ignore: 'ignore', no_run: 'no_run', should_fail: 'should_panic' } as const;
type OtherOutcome = keyof typeof OTHER_OUTCOMES;
const RUSTDOC_WORDS = [...OUTCOMES, 'test_harness', 'standalone_crate'];
const BUILD_WORD = 'build=60s';
const SHARED_WORDS = ['output', 'time', 'run', 'timeout=10s', 'mask=times', 'verdict=now', 'verdict=click'];
/** A transcript shows all output, and what it takes is mostly Cargo's and the network's. */
const NOT_IN_TRANSCRIPT = ['output', 'time'];
/** What keeps a program from a run that ends well. */
const UNTIMED = ['ignore', 'no_run', 'compile_fail', 'should_panic', 'should_fail'];
/** What only rustc can say. */
const RUSTC_WORDS = ['terminal', 'warnings', 'types', 'quiz'];
/** A quiz tells what happened, at a click; what runs the program would tell it earlier. */
const NOT_IN_QUIZ = ['ignore', 'no_run', 'run', 'verdict=now'];
const RE_CODE = /^E\d{4}$/;
const RE_CODE_LIKE = /^e\d{3,}$/i;
const RE_EDITION = /^edition(.*)$/s;
const RE_TARGET = /^ignore-(.*)$/s;
const RE_TIMEOUT = /^timeout=(?!0+(?:\.0*)?s)(\d+(?:\.\d+)?)s$/;
const RE_BUILD = /^build=(?!0+(?:\.0*)?s)(\d+(?:\.\d+)?)s$/;
const RE_MASK = /^mask=(.*)$/s;
/** What only says how code is shown: words of mdBook and of highlighters. */
const RE_SHOWN =
  /^(?:editable|noplayground|noplaypen|mdbook-runnable|does_not_compile|panics|not_desired_behavior|twoslash|(?:hidelines|title|filename|name|class|lines|linenums|caption)=.*)$/s;
const RE_REVEAL = /^verdict=(now|click)$/;
const RE_NO_LETTER = /[^a-z0-9]/g;
const DEFAULT_TIMEOUT = 10;
const TRANSCRIPT_TIMEOUT = 60;
/** Other names of languages whose programs we know. */
const MEANT: Record<string, string> = Object.fromEntries([
  ['rs', 'rust'],
  ...EDITIONS.map(year => [`rust${year}`, `rust,edition${year}`]),
]);

/** Whether a word is one of rustdoc's, or says nothing about the program; codes count beside `compile_fail`. */
export function isRustWord(word: string, _: number, words: readonly string[]): boolean {
  if (RE_CODE.test(word)) return words.includes('compile_fail');
  const shown = RE_SHOWN.test(word) && words.some(other => RUSTDOC_WORDS.includes(other));
  return shown || RUSTDOC_WORDS.includes(word) || RE_TARGET.test(word) || RE_EDITION.test(word);
}

/** What the words of a Rust fence, besides `rust`, ask for. */
export function readRust(words: readonly string[], options: InfoOptions): Read {
  const { faults, tell } = collect(options);
  const codes = words.filter(word => RE_CODE.test(word)).sort();
  const targets = words.flatMap(word => word.match(RE_TARGET)?.[1] ?? []).sort();
  const target = targets.find(part => (options.host ?? '').includes(part));
  // As for rustdoc, `ignore-<part>` overrides `ignore`.
  const outcomes = OUTCOMES.filter(
    word => words.includes(word) && !(word === 'ignore' && targets.length > 0),
  );
  const outcome = target === undefined ? (outcomes[0] ?? 'pass') : 'ignore';
  if (outcome !== 'ignore') tellContradiction(outcomes, tell);
  if (codes.length > 0 && !words.includes('compile_fail')) {
    tell(
      'code-without-compile-fail',
      `the code \`${codes[0]}\` is expected, but not that the program is rejected`,
      `write \`compile_fail,${codes.join(',')}\``,
    );
  }
  const editions = new Set(words.flatMap(word => word.match(RE_EDITION)?.[1] ?? []));
  if (editions.size > 1)
    tellContradiction(
      [...editions].map(edition => `edition${edition}`),
      tell,
    );
  const edition = EDITIONS.findLast(year => editions.has(year));
  const build = words.findLast(word => RE_BUILD.test(word))?.match(RE_BUILD)?.[1];
  for (const word of words) tellUnknownInRust(word, options, tell);
  const telling = words.includes('quiz') && NOT_IN_QUIZ.find(word => words.includes(word));
  if (telling) {
    const message = `\`quiz\` and \`${telling}\` contradict each other`;
    tell('contradictory-words', message, 'keep one of them; the next slide can show the program once more');
  }
  const expectation: Expectation = {
    ...{ language: 'rust', outcome, codes },
    ...(edition ? { edition } : {}),
    testHarness: words.includes('test_harness'),
    ...(words.includes('standalone_crate') ? { standaloneCrate: true } : {}),
    ...(words.includes('terminal') ? { terminal: true } : {}),
    ...(words.includes('warnings') ? { warnings: true } : {}),
    ...(words.includes('types') ? { types: true } : {}),
    ...(words.includes('quiz') ? { quiz: true } : {}),
    ...(target === undefined ? {} : { ignoreReason: `not for targets with \`${target}\` in their name` }),
    ...readShared(words, tell),
    ...(build ? { build: Number(build) } : {}),
  };
  return { expectation, faults };
}

/** What the words of a Python fence ask for. */
export function readPython(words: readonly string[], options: InfoOptions): Read {
  const names: OtherOutcome[] = ['ignore', 'no_run', 'should_fail'];
  const { outcome, faults, tell } = readOther(words, options, names, SHARED_WORDS, 'a Python program');
  const shared = readShared(words, tell);
  return { expectation: { language: 'python', outcome, codes: [], testHarness: false, ...shared }, faults };
}

/** What the words of a transcript ask for; its output always stands in it, and never below. */
export function readTranscript(words: readonly string[], options: InfoOptions): Read {
  const shown = SHARED_WORDS.filter(word => !NOT_IN_TRANSCRIPT.includes(word));
  const { outcome, faults, tell } = readOther(
    words,
    options,
    ['ignore', 'should_fail'],
    shown,
    'a transcript',
  );
  const shared = { ...readShared(words, tell, TRANSCRIPT_TIMEOUT), output: false };
  return { expectation: { language: 'console', outcome, codes: [], testHarness: false, ...shared }, faults };
}

function readOther(
  words: readonly string[],
  options: InfoOptions,
  names: readonly OtherOutcome[],
  others: readonly string[],
  what: string,
): { outcome: Expectation['outcome']; faults: Fault[]; tell: Tell } {
  const { faults, tell } = collect(options);
  const outcomes = names.filter(name => words.includes(name));
  const outcome = outcomes[0] ? OTHER_OUTCOMES[outcomes[0]] : 'pass';
  if (outcome !== 'ignore') tellContradiction(outcomes, tell);
  const valid = [...names, ...others];
  for (const word of words) {
    const shared = isShared(word) && (!NOT_IN_TRANSCRIPT.includes(word) || others.includes(word));
    if (valid.includes(word) || shared || RE_SHOWN.test(word)) continue;
    const ofRust = isRustWord(word, 0, ['compile_fail']);
    if (options.unknownWords === 'near-misses' && !ofRust && !slip(word, valid)) continue;
    const message = `\`${word}\` says nothing about ${what}${question(slip(word, valid))}`;
    tell('unknown-word', message, `the words are ${listNames(valid)}`);
  }
  return { outcome, faults, tell };
}

/** A program that nobody would check, because its language is misspelt, or only one of its words is there. */
export function missedLanguage(words: readonly string[], options: InfoOptions): Fault[] {
  const { faults, tell } = collect(options);
  if (words.includes('custom')) return faults;
  const [first = '', ...rest] = words;
  const language = ['rust', 'python'].find(name => name === first.toLowerCase());
  const word = RUSTDOC_WORDS.find(valid => flat(valid) === flat(first));
  const meant = MEANT[first] ?? language ?? (word && `rust,${word}`);
  if (meant) {
    const message = `\`${first}\` is not taken for a program, so nobody would check it`;
    tell('unknown-language', message, `write \`${[meant, ...rest].join(',')}\``);
  }
  return faults;
}

function collect({ unknownWords }: InfoOptions): { faults: Fault[]; tell: Tell } {
  const faults: Fault[] = [];
  const severity = unknownWords === 'near-misses' ? 'warning' : 'error';
  return { faults, tell: (kind, message, help) => faults.push({ kind, severity, message, help }) };
}

function isShared(word: string): boolean {
  const isShownOnly = ['output', 'time', 'run'].includes(word) || RE_REVEAL.test(word);
  return isShownOnly || RE_TIMEOUT.test(word) || RE_MASK.test(word);
}

function readShared(
  words: readonly string[],
  tell: Tell,
  usual = DEFAULT_TIMEOUT,
): Pick<Expectation, 'output' | 'time' | 'run' | 'timeout' | 'mask' | 'reveal'> {
  const timeout = words.findLast(word => RE_TIMEOUT.test(word))?.match(RE_TIMEOUT)?.[1];
  const named = words.flatMap(word => word.match(RE_MASK)?.[1]?.split('+') ?? []);
  for (const name of named.filter(name => !MASKS.some(mask => mask === name))) {
    const message = `there is no mask \`${name}\`${question(nearest(name, MASKS))}`;
    tell('unknown-mask', message, `the masks are ${listNames(MASKS)}, joined as in \`mask=times+threads\``);
  }
  const reveal = words.findLast(word => RE_REVEAL.test(word))?.match(RE_REVEAL)?.[1];
  const mask = MASKS.filter(name => named.includes(name));
  const run = words.includes('run');
  const unrun = words.find(word => word === 'no_run' || word === 'ignore');
  if (run && unrun) tellContradiction([unrun, 'run'], tell);
  const time = words.includes('time');
  const untimed = time && words.find(word => UNTIMED.includes(word));
  if (untimed) {
    const help = 'leave `time` out: only a run that ends well has a wall time';
    tell('contradictory-words', `\`${untimed}\` and \`time\` contradict each other`, help);
  }
  return {
    output: words.includes('output'),
    ...(time ? { time } : {}),
    ...(run ? { run } : {}),
    ...(reveal === 'now' || reveal === 'click' ? { reveal } : {}),
    timeout: timeout ? Number(timeout) : usual,
    ...(mask.length > 0 ? { mask } : {}),
  };
}

function tellContradiction(words: readonly string[], tell: Tell): void {
  if (words.length < 2) return;
  const help = 'keep the one that says what must happen';
  tell('contradictory-words', `${listNames(words)} contradict each other`, help);
}

function tellUnknownInRust(word: string, { unknownWords }: InfoOptions, tell: Tell): void {
  const editions = EDITIONS.map(year => `edition${year}`);
  const known = RUSTDOC_WORDS.includes(word) || editions.includes(word) || RE_CODE.test(word);
  const ours = RUSTC_WORDS.includes(word) || isShared(word) || RE_BUILD.test(word);
  if (known || ours || RE_TARGET.test(word) || RE_SHOWN.test(word)) return;
  if (RE_EDITION.test(word)) {
    tell('unknown-edition', `there is no \`${word}\``, `write one of ${listNames(editions)}`);
  } else if (RE_CODE_LIKE.test(word)) {
    tell('unknown-word', `\`${word}\` is no error code`, 'a code is `E` and four digits, as in `E0382`');
  } else {
    const valid = [...RUSTDOC_WORDS, ...editions, ...SHARED_WORDS, ...RUSTC_WORDS, BUILD_WORD];
    const meant = unknownWords === 'near-misses' ? slip(word, valid) : nearest(word, valid);
    if (unknownWords === 'near-misses' && !meant) return;
    const help = `the words are ${listNames(valid)}, and an error code after \`compile_fail\``;
    tell('unknown-word', `unknown word \`${word}\`${question(meant)}`, help);
  }
}

/** The word that was meant, where that is beyond doubt: words of others are near to ours by chance. */
function slip(word: string, valid: readonly string[]): string | undefined {
  const same = valid.find(other => flat(other) === flat(word));
  return same ?? (word.length > 5 ? nearest(word, valid) : undefined);
}

function flat(word: string): string {
  return word.toLowerCase().replace(RE_NO_LETTER, '');
}

function question(meant: string | undefined): string {
  return meant ? `: did you mean \`${meant}\`?` : '';
}
