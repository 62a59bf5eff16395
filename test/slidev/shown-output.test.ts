import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownMessage, shownOutput } from '../../scripts/slidev/shown-output.ts';

describe('an output', () => {
  test.for([
    ['colours', '\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['turned text', 'user\u202enimda', 'user\\u{202e}nimda'],
    ['isolated text', 'a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
    ['a line written twice', '10 %\r20 %', '10 %\\r20 %'],
    ['markup', '<b onclick="x">{{ 1 }}</b>', '<b onclick="x">{{ 1 }}</b>'],
    ['Arabic and a tab', 'العربية\t٣', 'العربية\t٣'],
  ] as const)('with %s is text', ([, printed, expected]) => {
    expect(shownOutput([printed], 5)).toEqual({ lines: [expected], more: 0 });
  });

  test('of ten thousand lines is cut, and says by how much', () => {
    const printed = Array.from({ length: 10_000 }, (_, line) => `line ${line}`);
    expect(shownOutput(printed, 12)).toEqual({ lines: printed.slice(0, 12), more: 9_988 });
  });

  test('is not cut where saying so would take as much room', () => {
    expect(shownOutput(['a', 'b', 'c'], 2)).toEqual({ lines: ['a', 'b', 'c'], more: 0 });
  });

  test('of one endless line is cut between characters', () => {
    const { lines } = shownOutput(['🔭'.repeat(5_000)], 2);
    expect(lines[0]).toMatch(/^(🔭){360}… 4640 more characters$/u);
  });

  test('never steers who shows it, and hides no line in silence', () => {
    const line = fc.string({ unit: 'binary', maxLength: 30 }).map(text => text.replaceAll('\n', ' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.integer({ min: 1, max: 10 }), (printed, max) => {
        const { lines, more } = shownOutput(printed, max);
        expect(lines.join('')).not.toMatch(/[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/u);
        expect(printed.slice(lines.length + more).every(rest => !rest.trim())).toBe(true);
      }),
    );
  });
});

test('a message has as many lines as a slide has room for, and counts the others', () => {
  const message = Array.from({ length: 10_000 }, (_, line) => `\u202eline ${line}`).join('\n');
  const lines = shownMessage(message).split('\n');
  expect(lines).toHaveLength(13);
  expect(lines.at(-1)).toBe('… 9988 more lines');
  expect(lines[0]).toBe('\\u{202e}line 0');
  expect(shownMessage('expected `u32`,\nfound `&str`')).toBe('expected `u32`,\nfound `&str`');
});
