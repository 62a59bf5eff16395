import fc from 'fast-check';
import { codeToHast } from 'shiki';
import { describe, expect, test } from 'vitest';
import { hoverPlaces } from '../../scripts/slidev/addon/hovers.ts';
import { typeCode, typesToMeta } from '../../scripts/slidev/addon/type-code.ts';
import { drawHovers, drawTypes } from '../../scripts/slidev/draw-hovers.ts';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import { groupHovers, namesIn, placesOf } from '../../scripts/verify/hovers/hovers.ts';
import { toPrograms } from '../../scripts/verify/programs/talk-programs.ts';
import { listedPlaces, wholeProgram } from '../../scripts/verify/programs/listing.ts';
import { readRecord } from '../../scripts/verify/record/record.ts';
import { ORCHARD, ORCHARD_PROGRAMS, ORCHARD_SLIDES } from '../support/orchard.ts';

const { verdicts } = readRecord(ORCHARD);
const CASES = ORCHARD_PROGRAMS.map(program => {
  const [snippet] = program.snippets as [Snippet];
  return { id: snippet.slide, snippet, program, hovers: verdicts.get(program.key)?.hovers ?? [] };
});

describe.for(CASES)('the hovers of `$id`', ({ snippet, program, hovers }) => {
  const shown = drawHovers(snippet, hovers);
  const lines = snippet.shown.split('\n');

  test('stand on the names that they are about', () => {
    const source = program.text.split('\n').map(line => [...line]);
    expect(shown.length).toBeGreaterThan(2);
    for (const [type, at] of shown) {
      const names = new Set(
        hovers
          .filter(hover => hover.type === type)
          .flatMap(placesOf)
          .map(({ line, column, length }) =>
            source[line - 1]?.slice(column - 1, column - 1 + length).join(''),
          ),
      );
      for (const { line, from, length } of hoverPlaces(at))
        expect(names).toContain(lines[line]?.slice(from, from + length));
    }
  });

  test('stand on the same names in the whole program, and on more', () => {
    const whole = wholeProgram(snippet);
    const all = drawHovers({ ...snippet, shown: whole, places: listedPlaces(snippet) }, hovers);
    const named = (text: string, drawn: typeof shown) =>
      drawn.flatMap(([type, at]) =>
        hoverPlaces(at).map(
          ({ line, from, length }) => `${type} ${text.split('\n')[line]?.slice(from, from + length)}`,
        ),
      );
    const wide = named(whole, all);
    expect(named(snippet.shown, shown).filter(one => !wide.includes(one))).toEqual([]);
    // A `main` that was made around an inline program is no part of it.
    const written = hovers.flatMap(placesOf).filter(({ line }) => snippet.path || line > 1);
    expect(wide).toHaveLength(written.length);
  });

  test('are none where nothing is known', () => {
    expect(drawHovers(snippet, [])).toEqual([]);
    expect(drawHovers(snippet)).toEqual([]);
  });
});

describe('types', () => {
  const found = CASES.find(({ id }) => id === 'types');
  const types = found ? drawTypes(found.snippet, found.hovers) : [];

  test('stand behind names that have none, where they are bound', () => {
    expect(types.map(({ line, type }) => `${line} ${type}`)).toEqual([
      '0 HashMap<&str, f64>',
      '2 &&str',
      '2 &f64',
      '4 usize',
    ]);
  });

  test('change no character of the code', async () => {
    const code = found?.snippet.shown ?? '';
    const root = await codeToHast(code, {
      lang: 'rust',
      theme: 'none',
      meta: { __raw: typesToMeta(types) },
      transformers: [typeCode()],
    });
    expect(JSON.stringify(root).match(/"data-type"/g)).toHaveLength(types.length);
    expect(textOf(root)).toBe(code);
  });
});

type Tree = { value?: string; children?: readonly object[] };

function textOf({ value = '', children = [] }: Tree): string {
  return value + children.map(textOf).join('');
}

test('hidden lines and indentation move a hover with its name', () => {
  const line = fc.constantFrom(
    'let pear = 1;',
    '# let plum = 2;',
    '    apple(pear);',
    '"😀", apple',
    '## apple',
    '',
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), written => {
      const content = ['# Fruit', '', '```rust', ...written, '```'];
      const slide = {
        ...ORCHARD_SLIDES[0],
        content: content.map((text, number) => ({ text, number, only: [] })),
      };
      const { snippets } = findSnippets(slide as (typeof ORCHARD_SLIDES)[0], ORCHARD);
      const [program] = toPrograms(snippets, ORCHARD);
      if (!program) throw new Error('the fence is a program');
      const source = program.text.split('\n').map(text => [...text]);
      const nameAt = (name: { line: number; column: number; length: number }) =>
        source[name.line - 1]?.slice(name.column - 1, name.column - 1 + name.length).join('') ?? '';
      const hovers = groupHovers(
        namesIn(program.text).map(name => ({ name, hover: { type: `let ${nameAt(name)}: u8` } })),
      );
      const [snippet] = snippets as [Snippet];
      const lines = snippet.shown.split('\n');
      const placed = drawHovers(snippet, hovers).flatMap(([type, at]) =>
        hoverPlaces(at).map(({ line, from, length }) => [
          type,
          `let ${lines[line]?.slice(from, from + length)}: u8`,
        ]),
      );
      for (const [type, expected] of placed) expect(type).toBe(expected);
      expect(placed).toHaveLength(namesIn(snippet.shown).length);
    }),
  );
});
