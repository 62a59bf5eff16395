import fc from 'fast-check';
import { join } from 'shlex';
import { describe, expect, test } from 'vitest';
import { matchOutput } from '../../../scripts/languages/console/match-output.ts';
import { splitCommand } from '../../../scripts/languages/console/shell-words.ts';
import { parseTranscript } from '../../../scripts/languages/console/transcript.ts';

const word = fc.string({ unit: 'binary', maxLength: 8 }).filter(text => !/[\n\r]/.test(text));
const line = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('$ cargo run', '$', '$ cd a', '...', ''));
const text = fc.array(line, { maxLength: 8 }).map(lines => lines.join('\n'));

describe('a command', () => {
  test.for([
    ['cargo run', ['cargo', 'run']],
    ['  cargo   run ', ['cargo', 'run']],
    [`cargo run -- "two words" 'a|b' c\\ d`, ['cargo', 'run', '--', 'two words', 'a|b', 'c d']],
    [`cargo run -- '$HOME' '*' issue#3 a=b`, ['cargo', 'run', '--', '$HOME', '*', 'issue#3', 'a=b']],
    [`cargo add serde --features "derive"`, ['cargo', 'add', 'serde', '--features', 'derive']],
  ] as const)('%s is split as a shell would', ([command, words]) => {
    expect(splitCommand(command)).toEqual({ words });
  });

  test('has the words that were quoted, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), words => {
        const hasNul = words.some(text => text.includes('\0'));
        expect(splitCommand(join(words))).toEqual(
          hasNul ? { holds: 'a NUL byte', help: 'delete it: no command takes one' } : { words },
        );
      }),
      { examples: [[['cargo', 'a\0b']]] },
    );
  });

  test.for(['|', '>', '<', ';', '&', '&&', '||', '*', '?', '`', '$', '(', ')'])(
    'with a bare %s is refused, wherever it stands',
    mark => {
      const plain = fc.stringMatching(/^[a-z ]{0,6}$/);
      fc.assert(
        fc.property(plain, plain, (before, after) => {
          expect(splitCommand(`cargo ${before}${mark}${after}`)).toHaveProperty('help');
        }),
      );
    },
  );
});

describe('a transcript', () => {
  test('is commands, and what is written below each', () => {
    const { commands, faults } = parseTranscript(
      '$ cargo new a\n  Created\n\n$ cd a\n$ cargo run\n...\n\nHi\n\n',
    );
    expect(faults).toEqual([]);
    expect(commands).toMatchObject([
      { text: 'cargo new a', line: 2, written: [{ text: '  Created', line: 3 }] },
      { text: 'cd a', line: 5, written: [] },
      { line: 6, written: [{ text: '...' }, { text: '' }, { text: 'Hi', line: 9 }] },
    ]);
  });

  test('loses no line: each is a command, its output, a fault or empty', () => {
    fc.assert(
      fc.property(text, text => {
        const { commands, faults } = parseTranscript(text);
        const told = new Set([
          ...commands.flatMap(({ line, written }) => [line, ...written.map(entry => entry.line)]),
          ...faults.map(fault => fault.line),
        ]);
        for (const [index, content] of text.split('\n').entries()) {
          if (content.trim() !== '') expect(told.has(index + 2), content).toBe(true);
        }
        for (const { message, help } of faults) expect([message, help]).not.toContain('');
      }),
    );
  });

  test('has a fault exactly where it leaves its folder', () => {
    const step = fc.constantFrom('..', '.', 'a', 'a/b', '../a', '../..', './..', '/', 'a/../..');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), steps => {
        const { faults } = parseTranscript(steps.map(to => `$ cd ${to}`).join('\n'));
        let depth = 0;
        let left = false;
        for (const to of steps) {
          if (to.startsWith('/')) left = true;
          for (const part of to.split('/')) {
            depth += part === '..' ? -1 : part === '.' || part === '' ? 0 : 1;
            if (depth < 0) left = true;
          }
          if (left) break;
        }
        expect(faults.length > 0).toBe(left);
      }),
    );
  });
});

describe('the output of a command', () => {
  const lines = (...texts: string[]) => texts.map((text, index) => ({ text, line: index + 3 }));

  test.for([
    [['a'], ['a', 'b'], { written: undefined, printed: 'b', line: 3 }],
    [['a', 'b'], ['a'], { written: 'b', printed: undefined, line: 4 }],
    [['a', 'c'], ['a', 'b'], { written: 'c', printed: 'b', line: 4 }],
    [['...', 'b', 'c'], ['a', 'b'], { written: 'c', printed: undefined, line: 5 }],
    [['...', 'b'], ['a', 'b', 'c'], { written: undefined, printed: 'c', line: 4 }],
    [['...', 'c'], ['a', 'b'], { written: 'c', printed: 'b', line: 4 }],
    [['a', '...', 'c', '...'], ['a', 'b'], { written: 'c', printed: 'b', line: 5 }],
  ] as const)('%j is not %j, and the first difference is told', ([written, printed, difference]) => {
    expect(matchOutput(lines(...written), printed, 2)).toEqual({ difference });
  });

  test('is as written exactly where `...` can stand for what lies between, and no line is lost', () => {
    const few = fc.constantFrom('a', 'b', 'c');
    const written = fc.array(fc.oneof(few, fc.constant('...')), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(written, fc.array(few, { maxLength: 6 }), (written, printed) => {
        const pattern = written.map(text => (text === '...' ? '(?:\\w;)*' : `${text};`)).join('');
        const fits = new RegExp(`^${pattern}$`).test(printed.map(text => `${text};`).join(''));
        const found = matchOutput(lines(...written), printed, 2);
        expect('pieces' in found).toBe(fits);
        if (!('pieces' in found)) return;
        const counts = found.pieces.map(piece => (typeof piece === 'string' ? 1 : piece.skipped));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(printed.length);
      }),
    );
  });
});
