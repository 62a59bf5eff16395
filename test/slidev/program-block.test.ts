import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listingBlock, messageOf, outcomeOf, programBlock } from '../../scripts/slidev/program-block.ts';
import type { Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import { findSnippets } from '../../scripts/verify/programs/find-snippets.ts';
import { rowsOf, shortTranscript } from '../../scripts/languages/console/transcript-text.ts';
import type { Verdict } from '../../scripts/languages/verdict.ts';
import { slideOf } from '../support/slides.ts';
import { PANICKED, RAN, REJECTED } from '../support/verdicts.ts';

function snippet(...content: string[]): Snippet {
  const [found] = findSnippets(slideOf({ content }), '/talk').snippets;
  if (!found) throw new Error('the content holds no snippet');
  return found;
}

const program = (words: string) => snippet(`\`\`\`${words}`, 'let a = 1;', '```');

describe("a program's mark", () => {
  test.for<[string, Verdict, string]>([
    ['rust', RAN, 'ran'],
    ['rust', { ...RAN, level: 'built' }, 'built'],
    ['rust,no_run', { ...RAN, level: 'checked' }, 'checked'],
    ['rust,compile_fail', REJECTED, 'rejected'],
    ['rust,should_panic', PANICKED, 'panicked'],
    ['rust,should_panic', { ...PANICKED, exitCode: 2 }, 'failed'],
    ['rust,ignore', { ...RAN, verdict: 'ignored', level: 'ignored' }, 'ignored'],
  ])('for %s is what happened', ([words, verdict, expected]) => {
    expect(outcomeOf(program(words), verdict)).toBe(expected);
  });
});

describe("a program's wall time", () => {
  const time = '12.4 ms · "Harbour" <9>';

  test('stands in it as an attribute', () => {
    const block = programBlock(program('rust,time'), RAN, '', { time }).join('\n');
    expect(block).toContain(' time="12.4 ms · &quot;Harbour&quot; &lt;9&gt;"');
  });

  test('is not told of what did not run', () => {
    const built = { ...RAN, level: 'built' } as const;
    expect(programBlock(program('rust,time'), built, '', { time }).join('\n')).not.toContain('12.4');
  });
});

describe("a program's message", () => {
  test('is that of the panic, whole and escaped', () => {
    expect(messageOf(program('rust,should_panic'), PANICKED)).toBe('the till is "open"');
    expect(programBlock(program('rust,should_panic'), PANICKED, '').join('\n')).toContain(
      'message="the till is &quot;open&quot;"',
    );
  });

  test('is that of the expected error, where rustc has several', () => {
    const first = {
      ...REJECTED.diagnostics[0],
      level: 'error' as const,
      code: 'E0308',
      message: 'mismatched',
    };
    const verdict = {
      ...REJECTED,
      diagnostics: [{ ...first, spans: [], notes: [], rendered: [] }, ...REJECTED.diagnostics],
    };
    expect(messageOf(program('rust,compile_fail,E0382'), verdict)).toBe('borrow of moved value: `tray`');
    expect(messageOf(program('rust,compile_fail'), verdict)).toBe('mismatched');
  });
});

test('what a program printed is shown only where the fence asks for it', () => {
  expect(programBlock(program('rust'), RAN, '').join('\n')).not.toContain('12 in all');
  expect(programBlock(program('rust,output'), RAN, '').join('\n')).toContain('output="12 in all"');
});

test('a fence holds a text that has fences of its own', () => {
  const block = listingBlock(snippet('````md', '```rust', '```', '````'));
  expect(block).toEqual(['````md', '```rust', '```', '````']);
});

test('a program in a list stays in its list', () => {
  const block = programBlock(
    snippet('- a', '', '  ```rust {1}', '  let a = 1;', '  ```'),
    RAN,
    'rustc 1.90.0',
  );
  expect(block.filter(Boolean).every(line => line.startsWith('  '))).toBe(true);
  expect(block).toContain('  ```rust {1}');
});

describe('a transcript', () => {
  const ran = (output: readonly string[], exitCode = 0): Verdict => ({
    ...RAN,
    stdout: [],
    commands: [
      { command: 'cargo new oven', output: ['    Creating `oven`', 'note: see more'], exitCode: 0 },
      { command: 'cargo run', output: [...output], exitCode },
    ],
    exitCode,
  });
  const fenced = (...lines: string[]) => snippet('```console {2}', ...lines, '```');

  test('shows each command with the output that was recorded', () => {
    const block = programBlock(
      fenced('$ cargo new oven', '$ cargo run'),
      ran(['Baking', '$ 5']),
      'cargo 1.90.0',
    );
    expect(block.join('\n')).toBe(
      [
        '',
        '<Program outcome="ran" recorded="cargo 1.90.0" :lines="6" :columns="19" transcript="">',
        '',
        '```console {2}',
        '$ cargo new oven',
        '    Creating `oven`',
        'note: see more',
        '$ cargo run',
        'Baking',
        '$ 5',
        '```',
        '',
        '</Program>',
        '',
      ].join('\n'),
    );
  });

  test('counts the lines that its author left out', () => {
    const content = fenced('$ cargo new oven', '...', '$ cargo run', 'Baking', '...', 'Done in 9 s');
    const block = programBlock(content, ran(['Baking', 'a', 'b', 'Done in 9 s']), '').join('\n');
    expect(block).toContain(
      '\n$ cargo new oven\n… 2 more lines\n$ cargo run\nBaking\n… 2 more lines\nDone in 9 s\n',
    );
  });

  test('that failed as expected says so, and with which code', () => {
    const content = snippet('```console,should_fail', '$ cargo new oven', '$ cargo run', '```');
    expect(programBlock(content, ran(['error: cold'], 101), '').join('\n')).toMatch(
      /<Program outcome="failed" :exit="101" /,
    );
  });

  test('takes no more rows than a slide has, and says how many lines are left out', () => {
    const line = fc.string({ maxLength: 200 }).filter(text => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 30 }), { minLength: 1, maxLength: 5 }), outputs => {
        const commands = outputs.map(output => ({ command: 'cargo run', output, exitCode: 0 }));
        const content = outputs.map(() => '$ cargo run\n').join('');
        const text = shortTranscript(content, commands, [], { rows: 14, columns: 90 });
        const lines = text.split('\n');
        expect(rowsOf(lines, 90)).toBeLessThanOrEqual(14);
        const skipped = lines.map(text => Number(text.match(/^… (\d+) more lines?$/)?.[1] ?? 0));
        const counts =
          lines.filter((_, index) => !skipped[index]).length + skipped.reduce((a, b) => a + b, 0);
        expect(counts).toBe(outputs.flat().length + outputs.length);
      }),
    );
  });
});
test('a program that is not as expected says why, and at once', () => {
  const verdict: Verdict = { ...RAN, verdict: 'fail' };
  const block = programBlock(program('rust,compile_fail'), verdict, 'rustc 1.90.0', {
    trouble: 'it should be rejected, but it compiles',
  }).join('\n');
  expect(block).toContain('outcome="unexpected"');
  expect(block).toContain('message="it should be rejected, but it compiles"');
  expect(block).not.toContain('reveal');
});

describe('a verdict is told', () => {
  test.for([
    ['rust', RAN, false],
    ['rust,verdict=click', RAN, true],
    ['rust,compile_fail', REJECTED, true],
    ['rust,compile_fail,verdict=now', REJECTED, false],
  ] as const)('for %s at a click of its own, or not', ([words, verdict, click]) => {
    expect(programBlock(program(words), verdict, '').join('\n').includes('reveal="click"')).toBe(click);
  });
});

test('the whole program goes along only where the slide leaves something out', () => {
  const whole = (...lines: string[]) => programBlock(snippet('```rust', ...lines, '```'), RAN, '').join('\n');
  expect(whole('let a = 1;')).not.toContain('#whole');
  expect(whole('# let b = 2;', 'let a = b;')).toContain(
    '<template #whole>\n\n```rust\nlet b = 2;\nlet a = b;\n```',
  );
});
