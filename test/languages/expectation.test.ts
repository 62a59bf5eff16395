import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInfo } from '../../scripts/languages/expectation.ts';
import { readRustdocInfo } from '../../scripts/languages/rust/rustdoc-info.ts';
import { permutations } from '../support/permutations.ts';

const DEFAULTS = {
  language: 'rust',
  outcome: 'pass',
  codes: [],
  testHarness: false,
  output: false,
  timeout: 10,
} as const;

describe('the words of a fence', () => {
  test.for([
    ['rust', {}],
    ['rust,compile_fail,E0382 {3}', { outcome: 'compile_fail', codes: ['E0382'] }],
    ['rust no_run', { outcome: 'no_run' }],
    ['rust,should_panic,output', { outcome: 'should_panic', output: true }],
    ['rust,ignore (needs a network)', { outcome: 'ignore', ignoreReason: 'needs a network' }],
    ['rust,edition2018', { edition: '2018' }],
    ['rust,test_harness,timeout=0.5s', { testHarness: true, timeout: 0.5 }],
    ['py output', { language: 'python', output: true }],
    ['rust,run', { run: true }],
    ['rust,time', { time: true }],
    ['time python', { language: 'python', time: true }],
    ['python,run,output', { language: 'python', run: true, output: true }],
    ['python,no_run', { language: 'python', outcome: 'no_run' }],
    ['python,should_fail', { language: 'python', outcome: 'should_panic' }],
    ['rust,standalone_crate', { standaloneCrate: true }],
    ['rust,no_run,verdict=now', { outcome: 'no_run', reveal: 'now' }],
    ['rust,terminal,warnings', { terminal: true, warnings: true }],
    ['python,verdict=click', { language: 'python', reveal: 'click' }],
    ['rust,output,mask=threads+times', { output: true, mask: ['times', 'threads'] }],
    ['no_run', { outcome: 'no_run' }],
    ['E0382 compile_fail', { outcome: 'compile_fail', codes: ['E0382'] }],
    ['rust,ignore-windows', {}],
    ['"rust",no_run', { outcome: 'no_run' }],
  ] as const)('%s say what must happen', ([info, expected]) => {
    const { expectation, faults } = parseInfo(info);
    expect(expectation).toEqual({ ...DEFAULTS, ...expected });
    expect(faults).toEqual([]);
  });

  test.for([
    'rust,compile_fail,E0382,edition2021',
    'rust,should_panic,output,timeout=2s',
    'rust,test_harness,no_run,edition2018',
    'python,output,timeout=2s',
    'rust,compile_fail,E0382,E0502,editable',
    'rust,should_panic,{1-3|5},[2|4],hidelines=!',
    'no_run,edition2021,standalone_crate',
    'rust,ignore-windows,mask=times,(why)',
  ])('%s mean the same in any order, with commas or spaces', info => {
    const expected = parseInfo(info).expectation;
    expect(expected).toBeDefined();
    for (const words of permutations(info.split(','))) {
      expect(parseInfo(words.join(',')).expectation).toEqual(expected);
      expect(parseInfo(words.join(' ')).expectation).toEqual(expected);
    }
  });

  test.for(['text', 'toml', '', 'mermaid {scale: 0.5}', 'js {1|2}', 'text,ignore', 'rust,custom'])(
    '%s are of no program',
    info => {
      const { expectation, faults } = parseInfo(info);
      expect({ expectation, faults }).toEqual({
        expectation: undefined,
        faults: [],
      });
    },
  );

  test.for([
    ['rust {2|4}', '{2|4}'],
    ['rust [main.rs] {2|4}{maxHeight:"100px"}', '[main.rs] {2|4}{maxHeight:"100px"}'],
    ['rust{all}', '{all}'],
    ['rust {1} no_run {monaco-run}', '{1} {monaco-run}'],
    ['text', ''],
  ] as const)('%s leave Slidev its part', ([info, meta]) => {
    expect(parseInfo(info).meta).toBe(meta);
  });

  test.for(['python,compile_fail', 'python,should_panic', 'python,test_harness', 'python,edition2021'])(
    '%s ask of Python what it does not have, and are refused',
    info => {
      expect(parseInfo(info).faults).not.toEqual([]);
    },
  );

  test('may give a reason that holds brackets', () => {
    const { expectation, faults } = parseInfo('rust,ignore (see [1])');
    expect({ ...expectation, faults }).toMatchObject({
      ignoreReason: 'see [1]',
      faults: [],
    });
  });
});

test.for([
  'rust {1-3|5}',
  'rust {monaco-run} {autorun: false}',
  'rust [1-3|2]',
  'rust,editable',
  'rust,hidelines=!!!',
  'rust title="a, b {c}"',
  'rust:no-line-numbers',
  'rust:main.rs',
])('what is for whoever shows the code is set aside: %s', info => {
  const { expectation, faults } = parseInfo(info);
  expect(expectation).toEqual(DEFAULTS);
  expect(faults).toEqual([]);
});

describe('the words of a transcript', () => {
  const read = (info: string) => parseInfo(info, { transcript: true });

  test.for([
    ['console', {}],
    ['console,should_fail {2|4}', { outcome: 'should_panic' }],
    ['console timeout=5s,mask=numbers', { timeout: 5, mask: ['numbers'] }],
    ['console,ignore (needs a server)', { outcome: 'ignore', ignoreReason: 'needs a server' }],
  ] as const)('%s say what must happen', ([info, expected]) => {
    const { expectation, faults } = read(info);
    expect(expectation).toEqual({ ...DEFAULTS, language: 'console', timeout: 60, ...expected });
    expect(faults).toEqual([]);
  });

  test.for(['console', 'console,should_fail', 'console {1|2}'])('%s say nothing of a listing', info => {
    expect(parseInfo(info)).toEqual({ language: 'console', meta: read(info).meta, faults: [] });
  });

  test.for(['sh', 'rust', 'python', 'text'])('%s do not make one', language => {
    expect(read(language)).toEqual(parseInfo(language));
  });
});

describe('in Markdown at large', () => {
  const options = {
    untagged: 'rust',
    unknownWords: 'near-misses',
    host: 'x86_64-unknown-linux-gnu',
  } as const;

  test.for([
    ['', 'pass'],
    ['{1-3}', 'pass'],
    ['ignore-x86', 'ignore'],
    ['ignore-windows', 'pass'],
    ['ignore,ignore-windows', 'pass'],
    ['ignore-', 'ignore'],
    ['should_panic,foo', 'should_panic'],
    ['editable,should_panic', 'should_panic'],
  ] as const)('`%s` is Rust: %s', ([info, outcome]) => {
    expect(parseInfo(info, options).expectation).toMatchObject({ language: 'rust', outcome });
  });

  test.for(['text', 'foo,should_panic', 'custom', 'sh', 'toml'])('`%s` is not', info => {
    const { expectation, faults } = parseInfo(info, options);
    expect({ expectation, faults }).toEqual({ expectation: undefined, faults: [] });
  });

  test.for([
    ['rust,norun', '`no_run`'],
    ['rust,should-panic', '`should_panic`'],
    ['rust,compile-fail', '`compile_fail`'],
    ['rust,CompileFail', '`compile_fail`'],
    ['rust,edition2099', '`edition2021`'],
    ['rust,E03821', '`E0382`'],
    ['Rust,no_run', '`rust,no_run`'],
    ['rs', '`rust`'],
    ['rust2021', '`rust,edition2021`'],
    ['should-panic', '`rust,should_panic`'],
    ['rust,editable,should_panic', '`rust,should_panic,editable`'],
    ['foo,rust,ignore (why)', '`rust,ignore,foo (why)`'],
    ['rust,compile_fail,E0382,no_run', '`rust,compile_fail,no_run,E0382`'],
    ['rust,no_run {1-3|5}', '`rust,no_run`, without `{1-3|5}`'],
    ['rust hidelines=!', '`rust`, without `hidelines=!`'],
    ['rust {.wide} {1}', '`rust {.wide}`, without `{1}`'],
    ['no_run{.wide}', '`rust,no_run {.wide}`'],
  ] as const)('`%s` is told to write %s', ([info, written]) => {
    const { faults } = parseInfo(info, options);
    expect(faults.map(({ message, help }) => `${message} ${help}`).join('\n')).toContain(written);
    expect(faults.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test.for(['rust,foo', 'rust,noplayground', 'rust,editable', 'rust,edition2021,compile_fail,E0382'])(
    '`%s` is nobody’s business',
    info => expect(parseInfo(info, options).faults).toEqual([]),
  );
});

test('what rustdoc is told to write instead, rustdoc reads as it is meant', () => {
  const word = fc.constantFrom(
    ...['rust', 'no_run', 'should_panic', 'compile_fail', 'E0382', 'editable', 'foo', 'edition2021'],
    ...['{1-3}', '{.wide}', '[2]', '(why)', 'hidelines=!', 'test_harness', 'ignore', '"a b"', 'é', 'a{'],
  );
  const info = fc.array(word, { maxLength: 6 }).map(words => words.join(' '));
  fc.assert(
    fc.property(info, info => {
      const options = { untagged: 'rust', unknownWords: 'near-misses' } as const;
      const { expectation, faults } = parseInfo(info, options);
      const trap = faults.find(({ kind }) => kind === 'order-trap');
      const written = trap?.help.match(/^write `([^`]*)`/)?.[1];
      if (written === undefined) return;
      expect(readRustdocInfo(written)).toMatchObject({ outcome: expectation?.outcome });
      expect(readRustdocInfo(written).dropped).toBeUndefined();
    }),
  );
});

test('any info string is read, and every fault has its help', () => {
  const word = fc.constantFrom(
    'rust',
    'python',
    'compile_fail',
    'E0382',
    '(',
    '[',
    '{',
    'edition',
    'timeout=',
  );
  const words = fc.array(fc.oneof(word, fc.string({ maxLength: 6 }))).map(list => list.join(','));
  fc.assert(
    fc.property(words, info => {
      for (const { kind, message, help } of parseInfo(info).faults) {
        expect([kind, message, help].every(text => text.trim() !== '')).toBe(true);
      }
    }),
  );
});
