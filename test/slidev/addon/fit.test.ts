import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Drawing } from '../../../scripts/slidev/addon/drawing.ts';
import { besideWidths, fitProgram, outputRows } from '../../../scripts/slidev/addon/fit.ts';
import { fitTerminal } from '../../../scripts/slidev/addon/fit-terminal.ts';

const plain = { lines: 8, columns: 60, output: [] };

function drawingOf(labels: number, remarks: Drawing['findings'][number]['remarks'] = []): Drawing {
  return {
    lines: Array.from({ length: labels }, (_, line) => ({
      line,
      marks: [],
      rows: [[{ at: 4, kind: 'primary' as const, text: 'value moved here' }]],
      beside: true,
    })),
    findings: [{ level: 'error', code: 'E0382', message: 'borrow of moved value', remarks }],
  };
}

describe('a quiz', () => {
  test('makes the code smaller where it needs the room beneath', () => {
    expect(fitProgram({ ...plain, asked: 100 })).toMatchObject({ size: '' });
    expect(fitProgram({ ...plain, asked: 180 })).toMatchObject({ size: 'ox-program-small' });
    expect(fitProgram({ ...plain, asked: 180 }).aside).toBeUndefined();
  });

  test('stands aside of code that leaves it no room beneath', () => {
    expect(fitProgram({ ...plain, lines: 14, columns: 30, asked: 180 }).aside).toBe(true);
    const fit = fitProgram({ ...plain, lines: 14, columns: 50, asked: 180 });
    expect(fit).toMatchObject({ size: 'ox-program-tight', aside: true });
  });
});

describe('a wall time', () => {
  const time = ['12.4 ms', 'median of 5, 11.9 to 14.1', 'rustc 1.95 -O', 'AMD EPYC, 2 cores'].join(' · ');

  test('makes the code smaller where it needs the room beneath', () => {
    expect(fitProgram({ ...plain, lines: 9, output: [1, 1] }).size).toBe('');
    expect(fitProgram({ ...plain, lines: 9, output: [1, 1], time }).size).toBe('ox-program-small');
  });

  test('never leaves more of the output than there is room for', () => {
    const lines = fc.nat(12);
    const rows = fc.array(fc.constant(1), { maxLength: 12 });
    fc.assert(
      fc.property(lines, rows, fc.boolean(), (count, output, narrow) => {
        const content = { ...plain, lines: count, columns: 30, output, narrow };
        expect(fitProgram({ ...content, time }).output).toBeLessThanOrEqual(fitProgram(content).output);
      }),
    );
  });
});

describe('the code is', () => {
  test('larger than usual where it is a few short lines, and alone', () => {
    const few = { lines: 4, columns: 40, output: [1], room: 402 };
    expect(fitProgram(few).size).toBe('ox-program-large');
    expect(fitProgram({ ...few, room: undefined }).size).toBe('');
    expect(fitProgram({ ...few, columns: 61 }).size).toBe('');
    expect(fitProgram({ ...few, narrow: true }).size).toBe('ox-program-small');
  });

  test('as large as usual where it has room', () => {
    expect(fitProgram(plain)).toMatchObject({ size: '', beside: false });
  });

  test('smaller where labels take the room', () => {
    expect(fitProgram({ ...plain, drawing: drawingOf(5) }).size).toBe('ox-program-small');
  });

  test('not as small as it gets where labels can stand behind their lines', () => {
    const fit = fitProgram({ ...plain, lines: 13, drawing: drawingOf(4) });
    expect(fit).toMatchObject({ size: 'ox-program-small', beside: true });
  });

  test('as large for a long log as for a short one', () => {
    const log = Array.from({ length: 12 }, () => 1);
    const fit = fitProgram({ ...plain, output: log, more: true });
    expect(fit.size).not.toBe('ox-program-tight');
    expect(fit.output).toBeLessThan(12);
    expect(fit.output).toBeGreaterThanOrEqual(3);
  });
});

test('a fix is worth a smaller size, a note is not', () => {
  const help = { level: 'help', text: 'clone it', fix: [[{ kind: 'same' as const, text: 'a' }]] };
  const fixed = fitProgram({ ...plain, lines: 9, drawing: drawingOf(1, [help]) });
  const noted = fitProgram({
    ...plain,
    lines: 9,
    drawing: drawingOf(1, [{ level: 'note', text: 'x'.repeat(300) }]),
  });
  expect(fixed).toMatchObject({ size: 'ox-program-small', remarks: [1] });
  expect(noted).toMatchObject({ size: '', remarks: [0] });
});

test('a note stands at its place where there is room for all its labels, and in the list elsewhere', () => {
  const remark = { level: 'note', text: 'required by this bound', placed: true as const };
  const drawing = drawingOf(1, [remark]);
  const [first] = drawing.lines;
  if (first) first.notes = [[{ at: 4, kind: 'note', text: 'note: required by this bound' }]];
  expect(fitProgram({ ...plain, drawing })).toMatchObject({ size: '', noted: true, remarks: [0] });
  const room = 8 * 36 + 3 * 28;
  expect(fitProgram({ ...plain, room, drawing })).toMatchObject({ size: '', noted: true, remarks: [0] });
  const little = fitProgram({ ...plain, room: room - 28, drawing });
  expect(little).toMatchObject({ size: '', noted: false, remarks: [0] });
});

test('a note has room for each of its lines, and for types that are wider than words', () => {
  const rows = (text: string) => {
    const drawing = drawingOf(0, [{ level: 'note', text }]);
    const fits = (room: number) => fitProgram({ ...plain, lines: 1, room, drawing }).remarks[0] === 1;
    return Array.from({ length: 9 }, (_, count) => count).findIndex(count => fits(36 + 12 + count * 28));
  };
  expect(rows('expected `u32`')).toBe(1);
  expect(rows('expected `u32`\nfound `&str`')).toBe(2);
  expect(rows('x'.repeat(100))).toBe(1);
  expect(rows(`\`${'x'.repeat(100)}\``)).toBe(2);
});

test('words of what is not shown are never left out', () => {
  const away = { level: 'elsewhere', text: 'value moved here (line 9)' };
  const fit = fitProgram({ ...plain, lines: 20, drawing: drawingOf(9, [away, away]) });
  expect(fit.remarks).toEqual([2]);
});

test('more room never makes code smaller, or shows less', () => {
  const sizes = ['ox-program-tight', 'ox-program-small', '', 'ox-program-large'];
  const content = fc.record({
    lines: fc.integer({ min: 1, max: 30 }),
    columns: fc.integer({ min: 1, max: 120 }),
    output: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 12 }),
    labels: fc.integer({ min: 0, max: 8 }),
    room: fc.integer({ min: 100, max: 500 }),
  });
  fc.assert(
    fc.property(content, ({ labels, room, ...rest }) => {
      const drawing = labels > 0 ? drawingOf(labels) : undefined;
      const before = fitProgram({ ...rest, drawing, room });
      const after = fitProgram({ ...rest, drawing, room: room + 60 });
      expect(after.output).toBeGreaterThanOrEqual(before.output);
      if (after.output === before.output) {
        expect(sizes.indexOf(after.size)).toBeGreaterThanOrEqual(sizes.indexOf(before.size));
      }
    }),
  );
});

describe("rustc's words", () => {
  const words = Array.from({ length: 12 }, (_, line) => `line ${line}`).join('\n');

  test('stand under the code, or instead of it, or are cut', () => {
    expect(fitTerminal(words, 60)).toEqual({ instead: false, shown: 12, large: false });
    expect(fitTerminal(words, 300)).toEqual({ instead: true, shown: 12, large: true });
    const { instead, shown } = fitTerminal(`${words}\n${words}`, 300);
    expect(fitTerminal(`${words}\n${'x'.repeat(91)}`, 10).large).toBe(false);
    expect({ instead, shown: shown < 24 && shown > 10 }).toEqual({ instead: true, shown: true });
  });
});

test('a label that is wrapped takes the room of its lines', () => {
  const text = 'x'.repeat(45);
  const drawing = (wraps: object): Drawing => ({
    lines: [{ line: 0, marks: [], rows: [[{ at: 18, kind: 'primary', text, ...wraps }]] }],
    findings: [],
  });
  const beneath = { lines: 10, columns: 40, output: [], narrow: true, room: 10 * 28 + 28 };
  expect(fitProgram({ ...beneath, drawing: drawing({}) }).size).toBe('ox-program-small');
  expect(fitProgram({ ...beneath, drawing: drawing({ wraps: true }) }).size).toBe('ox-program-tight');
});

describe('beside something', () => {
  test('the width of a frame decides how large its code is', () => {
    for (const { size, width } of besideWidths(40)) {
      const beside = { lines: 5, columns: 40, output: [], room: 454 };
      expect(fitProgram({ ...beside, width }).size).toBe(size);
      if (size !== 'ox-program-tight')
        expect(fitProgram({ ...beside, width: width - 20 }).size).not.toBe(size);
    }
  });

  test('what is said takes more lines in a narrower frame', () => {
    const remarks = [{ level: 'elsewhere' as const, text: 'x'.repeat(120) }];
    const content = { lines: 9, columns: 20, output: [], room: 454, drawing: drawingOf(1, remarks) };
    expect(fitProgram({ ...content, width: 800 }).size).toBe('');
    expect(fitProgram({ ...content, width: 420 }).size).toBe('ox-program-small');
  });
});

test('a long line of output counts for as many as it takes', () => {
  expect(outputRows(`short\n${'x'.repeat(200)}`)).toEqual([1, 3]);
  expect(outputRows('x'.repeat(90), 600)).toEqual([2]);
  expect(outputRows(undefined)).toEqual([]);
});
