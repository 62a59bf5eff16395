import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInfo } from '../../scripts/snippets/expectation.ts';
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
  ])('%s mean the same in any order, with commas or spaces', info => {
    const expected = parseInfo(info).expectation;
    expect(expected).toBeDefined();
    for (const words of permutations(info.split(','))) {
      expect(parseInfo(words.join(',')).expectation).toEqual(expected);
      expect(parseInfo(words.join(' ')).expectation).toEqual(expected);
    }
  });

  test.for(['text', 'toml', '', 'mermaid {scale: 0.5}', 'js {1|2}'])('%s are of no program', info => {
    const { expectation, faults } = parseInfo(info);
    expect({ expectation, faults }).toEqual({
      expectation: undefined,
      faults: [],
    });
  });

  test.for([
    ['rust {2|4}', '{2|4}'],
    ['rust [main.rs] {2|4}{maxHeight:"100px"}', '[main.rs] {2|4}{maxHeight:"100px"}'],
    ['rust{all}', '{all}'],
    ['text', ''],
  ] as const)('%s leave Slidev its part', ([info, meta]) => {
    expect(parseInfo(info).meta).toBe(meta);
  });

  test.for(['python,compile_fail', 'python,no_run', 'python,test_harness', 'python,edition2021'])(
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
