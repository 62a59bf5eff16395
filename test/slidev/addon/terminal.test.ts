import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourLine } from '../../../scripts/slidev/addon/terminal.ts';
import { readRecord } from '../../../scripts/verify/record/record.ts';
import { OBSERVATORY } from '../../support/scratch.ts';

describe("a line of rustc's text", () => {
  test.for([
    ['error[E0382]: use of moved value: `lens`', 'error strong'],
    ['  --> lens.rs:8:22', 'gutter plain'],
    ['7 |     archive(report);', 'gutter plain'],
    ['  |             ------ value moved here', 'gutter secondary'],
    ['  |     ^^^   --- two places', 'gutter secondary primary secondary'],
    ['  |     - a non-copy type', 'gutter secondary'],
    ['7 |     archive(report.clone());', 'gutter plain'],
    ['  |                   ++++++++', 'gutter secondary fix'],
    ['7 ~     let a = 1;', 'gutter fix'],
    ['  = note: `#[warn(while_true)]` on by default', 'gutter note plain'],
    ['help: consider cloning', 'help plain'],
    ['', ''],
  ] as const)('%s has its colours', ([line, kinds]) => {
    const found = colourLine(line).map(({ kind }) => kind);
    expect(found.filter((kind, at) => kind !== found[at - 1]).join(' ')).toBe(kinds);
  });

  test('is never changed', () => {
    const real = [...readRecord(OBSERVATORY).verdicts.values()].flatMap(verdict =>
      verdict.diagnostics.flatMap(({ rendered }) => rendered),
    );
    expect(real.length).toBeGreaterThan(100);
    const text = (line: string) =>
      colourLine(line)
        .map(piece => piece.text)
        .join('');
    expect(real.filter(line => text(line) !== line)).toEqual([]);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), line => text(line) === line));
  });
});
