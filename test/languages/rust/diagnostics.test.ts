import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDiagnostics } from '../../../scripts/languages/rust/diagnostics.ts';
import { fixture } from '../../support/fixtures.ts';

const FOLDER = fixture('rustc-json');
const names = readdirSync(FOLDER).flatMap(name => name.match(/^(.*)\.jsonl$/)?.[1] ?? []);
const read = (name: string) =>
  parseDiagnostics(readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8'), `${name}.rs`);

/** A value with each of its parts in turn, and itself, made something else. */
function* damaged(value: unknown): Generator<unknown> {
  yield* [null, 7, 'x', [], {}];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const other of damaged(part))
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
  }
}

describe.for(names)("what rustc's JSON says of %s", name => {
  test('is read as a person expects', async () => {
    await expect(`${JSON.stringify(read(name), null, 2)}\n`).toMatchFileSnapshot(
      join(FOLDER, `${name}.json`),
    );
  });

  test('leaves out no note, and no place without a line', () => {
    for (const { spans, notes, suggestions = [], rendered } of read(name)) {
      const places = [
        ...spans,
        ...notes.flatMap(note => note.spans ?? []),
        ...suggestions.flatMap(one => one.edits),
      ];
      expect(places.filter(place => place.line < 1 || place.endLine < place.line)).toEqual([]);
      const text = rendered.join('\n');
      expect(notes.filter(({ message }) => !text.includes(message.split('\n')[0] ?? ''))).toEqual([]);
    }
  });
});

test('alternatives are changes of their own', () => {
  const edits = read('alternatives').flatMap(({ suggestions = [] }) =>
    suggestions.map(one => one.edits.length),
  );
  expect(edits.length).toBeGreaterThan(1);
  expect(new Set(edits)).toEqual(new Set([1]));
});

test("an error in a library's macro stands where the program calls it", () => {
  const spans = read('macro-of-std').flatMap(diagnostic => diagnostic.spans);
  expect(spans.some(({ line, primary }) => line === 3 && primary)).toBe(true);
});

test("an error in the program's own macro stands in both places", () => {
  const [error] = read('own-macro');
  expect(error?.spans.map(({ line, label }) => [line, label])).toContainEqual([
    7,
    'in this macro invocation',
  ]);
});

test('a loop, which rustc expands, is no macro', () => {
  const labels = read('desugaring').flatMap(({ spans }) => spans.flatMap(({ label }) => label ?? []));
  expect(labels.length).toBeGreaterThan(1);
  expect(labels.filter(label => label.includes('macro'))).toEqual([]);
});

test("what looks like rustc's is no fault, whatever is in it", () => {
  const [line = ''] = readFileSync(join(FOLDER, 'macro-of-std.jsonl'), 'utf8').split('\n');
  const variants = [...damaged(JSON.parse(line))].map(variant => JSON.stringify(variant));
  expect(variants.length).toBeGreaterThan(100);
  for (const { spans } of parseDiagnostics(variants.join('\n'), 'macro-of-std.rs'))
    expect(spans.every(span => Number.isInteger(span.line))).toBe(true);
});
