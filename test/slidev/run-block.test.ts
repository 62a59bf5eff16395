import { describe, expect, test } from 'vitest';
import type { RunnableProgram } from '../../scripts/slidev/addon/run/program.ts';
import { runBlock } from '../../scripts/slidev/run-block.ts';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import type { Verdict } from '../../scripts/languages/verdict.ts';
import { decodeEntities } from '../support/entities.ts';
import { fixture } from '../support/fixtures.ts';
import { slideOf } from '../support/slides.ts';
import { PANICKED, RAN, REJECTED } from '../support/verdicts.ts';

function snippetOf(content: string[], dir = '/talk'): Snippet {
  const [found] = findSnippets(slideOf({ content }), dir).snippets;
  if (!found) throw new Error('the content holds no snippet');
  return found;
}

function runnable(snippet: Snippet, verdict: Verdict = RAN, crates: string[] = []): RunnableProgram {
  const [line = ''] = runBlock(snippet, verdict, 'rustc 1.90.0', { edition: '2021', crates });
  return JSON.parse(decodeEntities(/program="([^"]*)"/.exec(line)?.[1] ?? '')) as RunnableProgram;
}

const INLINE = [
  '```rust,run',
  '# fn tide() -> u32 {',
  '#     7',
  '# }',
  'let a = "<b>";',
  '# drop(a);',
  '```',
];

describe('a program that its slide lets run', () => {
  test('goes along whole, with what the slide does not show', () => {
    expect(runnable(snippetOf(INLINE))).toMatchObject({
      code: 'fn tide() -> u32 {\n    7\n}\nlet a = "<b>";\ndrop(a);',
      unshown: [
        [1, 3],
        [5, 5],
      ],
      ...{ language: 'rust', edition: '2021', tests: false, timeout: 10, inline: true, playground: true },
      recorded: { stdout: '12 in all', rejected: false, exitCode: 0, by: 'rustc 1.90.0' },
    });
  });

  test('goes along whole from its file, whose region is what the slide shows', () => {
    const dir = fixture('talks/observatory');
    const snippet = snippetOf(['<<< @/snippets/examples/blinks.rs#count rust,run'], dir);
    const { code, unshown, inline } = runnable(snippet);
    expect(code).toContain('fn main() {');
    expect(code).not.toContain('#region');
    const lines = code.split('\n');
    const shown = lines.filter((_, index) => !unshown.some(([from, to]) => index + 1 >= from && index < to));
    expect(shown.join('\n')).toBe(snippet.shown.trimEnd());
    expect(inline).toBe(false);
  });

  test('has its errors in the lines of what the editor shows', () => {
    const [diagnostic] = REJECTED.diagnostics;
    const rendered = ['error[E0382]: borrow', ' --> main.rs:5:9', '  |', '5 | drop(tray);'];
    const verdict = { ...REJECTED, diagnostics: [{ ...diagnostic, rendered }] } as Verdict;
    const { recorded } = runnable(snippetOf(['```rust,compile_fail,run', 'drop(tray);', '```']), verdict);
    expect(recorded).toMatchObject({
      rejected: true,
      stderr: 'error[E0382]: borrow\n --> program.rs:4:9\n  |\n4 | drop(tray);',
    });
  });

  test('has the panic that was recorded', () => {
    const { recorded } = runnable(snippetOf(['```rust,should_panic,run', 'panic!()', '```']), PANICKED);
    expect(recorded.stderr).toContain('the till is "open"');
    expect(recorded.exitCode).toBe(101);
  });

  test.for([
    ['Rust with the standard library', '```rust,run', [], true],
    ['Rust with a crate', '```rust,run', ['serde'], false],
    ['Python', '```python,run', [], false],
  ] as const)('in %s runs on the Playground: %o', ([, fence, crates, expected]) => {
    expect(runnable(snippetOf([fence, 'x', '```']), RAN, [...crates]).playground).toBe(expected);
  });
});

test('a program that its slide only shows carries nothing', () => {
  const snippet = snippetOf(['```rust', 'let a = 1;', '```']);
  expect(runBlock(snippet, RAN, 'rustc', { edition: '2024', crates: [] })).toEqual([]);
});

test.for(['rust,no_run,run', 'rust,ignore,run', 'python,run,no_run'])('%s contradicts itself', words => {
  const { problems } = findSnippets(slideOf({ content: [`\`\`\`${words}`, 'x', '```'] }), '/talk');
  expect(problems.map(({ kind }) => kind)).toEqual(['contradictory-words']);
});
