import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReport } from '../../../scripts/commands/check-report.ts';
import { placeDiagnostics } from '../../../scripts/verify/programs/place-diagnostics.ts';
import { collectPrograms } from '../../../scripts/verify/programs/program.ts';
import { type Block, readMarkdown } from '../../../scripts/verify/markdown/read-markdown.ts';
import { IGNORED, type Verdict } from '../../../scripts/languages/verdict.ts';
import type { Verification } from '../../../scripts/verify/verify.ts';
import { MARKDOWN, ODD_MARKDOWN } from '../../support/markdown.ts';

const FILE = 'book.md';
const VERDICTS = ['pass', 'fail', undefined] as const;

interface Placed {
  spans: { file: string; line: number; column: number; endLine: number; endColumn: number }[];
}

/** The check of a text, but for the toolchain: its verdicts are made up. */
function checkWith(blocks: readonly Block[], verdicts: readonly (Verdict | undefined)[]) {
  const snippets = blocks.flatMap(({ snippet }) => snippet ?? []);
  const programs = collectPrograms(snippets, '/book', { packageOf: () => undefined, edition: '2021' });
  const verified = programs.map((program, index) => {
    const ignored = program.expectation.outcome === 'ignore';
    const verdict = ignored ? IGNORED : verdicts[index % verdicts.length];
    return { program, ...(verdict ? { verdict } : {}), recorded: false, by: '', milliseconds: 0 };
  });
  const verification: Verification = {
    programs: verified,
    problems: [],
    missing: [],
    remarks: [],
    unenforced: [],
  };
  return checkReport(blocks, verification, []);
}

const SPAN = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }), fc.nat(4), fc.nat(30))
  .map(([line, column, more, wider]) => {
    const end = { endLine: line + more, endColumn: column + wider };
    return { line, column, ...end, primary: true };
  });

const VERDICT: fc.Arbitrary<Verdict | undefined> = fc
  .tuple(fc.constantFrom(...VERDICTS), fc.array(SPAN, { maxLength: 3 }))
  .map(([verdict, spans]) => {
    const diagnostic = { level: 'error' as const, message: 'no', spans, notes: [], rendered: [] };
    return verdict && { ...IGNORED, verdict, level: 'checked', diagnostics: [diagnostic] };
  });

const TEXT = fc.oneof(MARKDOWN, ODD_MARKDOWN);

test('the blocks of any Markdown are in one class each, and what is told of them stands in them', () => {
  const options = fc.record({ untagged: fc.constantFrom('rust', 'text'), rustdoc: fc.boolean() });
  const verdicts = fc.array(VERDICT, { minLength: 1, maxLength: 3 });
  const property = fc.property(TEXT, options, verdicts, (text, how, made) => {
    const { blocks, problems } = readMarkdown(text, FILE, how);
    const { summary, programs } = checkWith(blocks, made);
    const { programs: all, ...classes } = summary;
    expect([programs.length, all]).toEqual([blocks.length, blocks.length]);
    expect(Object.values(classes).reduce((sum, number) => sum + number, 0)).toBe(all);
    for (const { line } of problems) expect(blocks.map(block => block.line)).toContain(line);
    const lines = text.split('\n');
    for (const [index, entry] of programs.entries()) {
      const { line, snippet } = blocks[index] as Block;
      expect(entry.line).toBe(line);
      const own = [line, ...(snippet?.lines ?? [])];
      for (const { spans } of (entry.diagnostics ?? []) as Placed[]) {
        for (const span of spans) {
          expect(own).toContain(span.line);
          expect(own).toContain(span.endLine);
          const order = span.endLine - span.line || span.endColumn - span.column;
          expect(order).toBeGreaterThanOrEqual(0);
          expect(span.column).toBeLessThanOrEqual((lines[span.line - 1] ?? '').length + 1);
          expect(span.endColumn).toBeLessThanOrEqual((lines[span.endLine - 1] ?? '').length + 1);
        }
      }
    }
  });
  fc.assert(property, { numRuns: 10_000 });
});

test.for([
  ['a line that is shown', '```rust\nlet a = 1;\n```\n', [2, 5], [2, 5]],
  ['a hidden line that is indented', '```rust\n  # let a = 1;\n```\n', [2, 5], [2, 9]],
  ['a line with two marks', '```rust\n##[test]\n```\n', [2, 2], [2, 3]],
  ['a line of a list in a quote', '> - ```rust\n>   let a = 1;\n>   ```\n', [2, 5], [2, 9]],
  ['what was put before it', '\n```rust\nlet a = 1;\n```\n', [1, 9], [2, 1]],
  ['what was put behind it', '```rust\nlet a = 1;', [3, 1], [2, 11]],
  ['an empty program', '\n```rust\n```\n', [2, 1], [2, 1]],
] as const)('what is told of %s stands there', ([_, text, [line, column], [placedLine, placedColumn]]) => {
  const [block] = readMarkdown(text, FILE, { untagged: 'rust', rustdoc: false }).blocks;
  if (!block?.snippet) throw new Error('the text holds no program');
  const spans = [{ line, column, endLine: line, endColumn: column, primary: true }];
  const said = { level: 'error' as const, message: 'no', spans, notes: [], rendered: [] };
  const [placed] = placeDiagnostics([said], block.snippet) as [Placed];
  expect(placed.spans[0]).toMatchObject({ file: FILE, line: placedLine, column: placedColumn });
});
