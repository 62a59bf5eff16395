import { describe, expect, test } from 'vitest';
import type { StepVerdict } from '../../scripts/slidev/addon/steps.ts';
import { type Step, stepsBlock } from '../../scripts/slidev/steps-block.ts';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import type { Verdict } from '../../scripts/languages/verdict.ts';
import { slideOf } from '../support/slides.ts';
import { PANICKED, RAN, REJECTED } from '../support/verdicts.ts';

function stepsOf(...fences: string[]): Snippet[] {
  return findSnippets(slideOf({ content: ['````md magic-move', ...fences, '````'] }), '/talk').snippets;
}

const PLAIN: Record<string, string> = { '&quot;': '"', '&#96;': '`', '&lt;': '<', '&gt;': '>' };

/** What the component is told, without the escapes of an attribute. */
function toldOf(steps: readonly Step[]): StepVerdict[] {
  const [, attribute = ''] = stepsBlock(steps, '')[1]?.match(/steps="([^"]*)"/) ?? [];
  return JSON.parse(
    attribute.replace(/&(quot|#96|lt|gt);/g, entity => PLAIN[entity] ?? entity),
  ) as StepVerdict[];
}

const FENCES = ['```rust,compile_fail,time {1|2}', 'a;', '```', '```rust,time', 'b;', '```'];

test('the steps of a sequence keep their highlights, and each has its verdict', () => {
  const [first, second] = stepsOf(...FENCES);
  if (!first || !second) throw new Error('the content holds no steps');
  const steps = [
    { snippet: first, verdict: REJECTED, by: '' },
    { snippet: second, verdict: RAN, by: '' },
  ];
  const block = stepsBlock(steps, 'md magic-move');
  expect(block.slice(3, -3)).toEqual([
    '````md magic-move',
    ...['```rust {1|2}', 'a;', '```', '```rust', 'b;', '```'],
    '````',
  ]);
  expect(toldOf(steps)).toMatchObject([
    { clicks: 2, outcome: 'rejected' },
    { clicks: 1, outcome: 'ran' },
  ]);
});

test('the wall time of a step is told of it alone, and of what ran', () => {
  const [first, second] = stepsOf(...FENCES);
  if (!first || !second) throw new Error('the content holds no steps');
  const time = '12.4 ms · "Harbour" <9>';
  const told = toldOf([
    { snippet: first, verdict: REJECTED, by: '', time },
    { snippet: second, verdict: RAN, by: '', time },
  ]);
  expect(told.map(step => step.time)).toEqual([undefined, time]);
});

describe('a rejected step', () => {
  const [step] = stepsOf('```rust,compile_fail', '# struct Tray;', 'let a = tray;', 'drop(tray);', '```');
  const span = (line: number, from: number, to: number, label: string, primary = false) => ({
    ...{ line, column: from, endLine: line, endColumn: to },
    ...{ primary, label },
  });
  const [error] = REJECTED.diagnostics;
  if (!step || !error) throw new Error('there is no step, or no error');
  const spans = [
    span(4, 6, 10, 'value used here', true),
    span(3, 9, 13, 'value moved here'),
    span(2, 1, 7, 'defined here'),
  ];
  const note = { level: 'note', message: 'as it is', spans: [span(3, 5, 6, 'here')] };
  const verdict: Verdict = { ...REJECTED, diagnostics: [{ ...error, spans, notes: [note] }] };
  const [told] = toldOf([{ snippet: step, verdict, by: '' }]);

  test('marks what rustc found, and not what notes are about', () => {
    expect(told?.marked).toEqual([
      { line: 0, marks: [{ from: 8, to: 12, kind: 'secondary' }] },
      { line: 1, marks: [{ from: 5, to: 9, kind: 'primary' }] },
    ]);
  });

  test('tells of each place by its line, and of those that are not shown', () => {
    expect(told?.remarks).toEqual([
      { level: 'elsewhere', text: 'defined here (in a hidden line)' },
      { level: 'line 1', kind: 'secondary', text: 'value moved here' },
      { level: 'line 2', kind: 'primary', text: 'value used here' },
    ]);
  });

  test('holds its whole program, where it shows a part', () => {
    const block = stepsBlock([{ snippet: step, verdict, by: '' }], 'md magic-move');
    const whole = ['```rust', 'struct Tray;', 'let a = tray;', 'drop(tray);', '```'];
    expect(block.slice(block.indexOf('<template #whole-0>') + 2)).toEqual([
      ...whole,
      ...['', '</template>', '', '</ProgramSteps>', ''],
    ]);
    expect(told).toMatchObject({
      whole: 'Whole program',
      words: 'error[E0382]: borrow of moved value: `tray`',
    });
  });
});

test('a step that panics marks where', () => {
  const [step] = stepsOf('```rust,should_panic', 'fn main() {', '    panic!();', '}', '```');
  if (!step) throw new Error('the content holds no step');
  const [told] = toldOf([{ snippet: step, verdict: PANICKED, by: '' }]);
  expect(told?.marked).toEqual([{ line: 1, marks: [{ from: 4, to: 13, kind: 'primary' }] }]);
  expect(told?.remarks).toEqual([{ level: 'line 2', kind: 'primary', text: 'panics here' }]);
});

test.for([
  ['md magic-move', undefined],
  ['md magic-move {at:3}', ':at="3"'],
  ["md magic-move {lines:true, at:'2'}", ':at="2"'],
  ["md magic-move {at:'+2'}", undefined],
] as const)('a sequence after `%s` tells its steps when Slidev moves them', ([info, at]) => {
  const steps = stepsOf(...FENCES).map(snippet => ({ snippet, by: '' }));
  expect(stepsBlock(steps, info)[1]?.match(/:at="[^"]*"/)?.[0]).toBe(at);
});
