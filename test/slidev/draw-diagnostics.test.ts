import fc from 'fast-check';
import { codeToHtml } from 'shiki';
import { describe, expect, test } from 'vitest';
import { markCode, toMeta } from '../../scripts/slidev/addon/mark-code.ts';
import { plainText } from '../../scripts/slidev/addon/plain-text.ts';
import { drawDiagnostics } from '../../scripts/slidev/draw-diagnostics.ts';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import { programKeys } from '../../scripts/verify/programs/talk-programs.ts';
import { readRecord } from '../../scripts/verify/record/record.ts';
import type { Diagnostic } from '../../scripts/languages/verdict.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { drawingText } from '../support/drawing.ts';
import { fixture } from '../support/fixtures.ts';
import { OBSERVATORY } from '../support/scratch.ts';
import { slideOf } from '../support/slides.ts';

const { talk } = readTalk(OBSERVATORY);
const { verdicts } = readRecord(OBSERVATORY);
const keyOf = programKeys(OBSERVATORY);
const said = (talk.sections.get('findings')?.slides ?? []).flatMap(slide =>
  findSnippets(slide, OBSERVATORY).snippets.flatMap((snippet, index) => {
    const diagnostics = verdicts.get(keyOf(snippet) ?? '')?.diagnostics ?? [];
    return diagnostics.length > 0 ? [{ name: `${slide.id}-${index + 1}`, snippet, diagnostics }] : [];
  }),
);

test('there is something to draw', () => {
  expect(said.length).toBeGreaterThan(10);
});

describe.for(said)('what rustc said of $name', ({ name, snippet, diagnostics }) => {
  const drawing = drawDiagnostics(snippet, diagnostics);
  const text = drawingText(snippet, drawing);

  test('is drawn as a person expects', async () => {
    await expect(text).toMatchFileSnapshot(fixture(`drawings/${name}.txt`));
  });

  test('is told whole: every label, note and message', () => {
    const words = diagnostics.flatMap(({ message, spans, notes }) => [
      message,
      ...spans.flatMap(span => span.label ?? []),
      ...notes.map(note => note.message),
    ]);
    expect(words.filter(word => !text.includes(plainText(word)))).toEqual([]);
  });
});

function snippetOf(words: string, lines: readonly string[]): Snippet {
  const [found] = findSnippets(slideOf({ content: [`\`\`\`${words}`, ...lines, '```'] }), '/talk').snippets;
  if (!found) throw new Error('the content holds no snippet');
  return found;
}

const place = fc.record({
  line: fc.integer({ min: 0, max: 9 }),
  column: fc.integer({ min: 0, max: 40 }),
  endLine: fc.integer({ min: 0, max: 9 }),
  endColumn: fc.integer({ min: 0, max: 40 }),
});
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(text => text.trim() !== '');
const span = fc
  .tuple(place, fc.boolean(), fc.option(words))
  .map(([at, primary, label]) => ({ ...at, primary, ...(label === null ? {} : { label }) }));
const diagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  level: fc.constantFrom('error' as const, 'warning' as const),
  message: words,
  spans: fc.array(span, { maxLength: 5 }),
  notes: fc.array(
    fc.record({
      level: fc.constantFrom('note', 'help'),
      message: words,
      spans: fc.array(span, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  suggestions: fc.array(
    fc.record({
      message: words,
      applicability: fc.constant('MachineApplicable'),
      edits: fc.array(
        fc.tuple(place, words).map(([at, text]) => ({ ...at, text })),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 2 },
  ),
  rendered: fc.constant([]),
});
const line = fc.oneof(
  fc.stringMatching(/^[ \t]{0,4}[a-z ={}'"&;]{0,20}$/),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map(text => text.replace(/[\r\n\u2028\u2029`#\0]/g, 'x')),
  fc.constantFrom('# hidden();', '\tlet 星 = "🔭";', ''),
);

describe('wherever spans lie', () => {
  const program = fc
    .array(line, { minLength: 1, maxLength: 6 })
    .map(lines => snippetOf('rust,compile_fail', lines));

  test('marks stay within their lines, and no label is lost', () => {
    fc.assert(
      fc.property(program, fc.array(diagnostic, { maxLength: 3 }), (snippet, diagnostics) => {
        const texts = snippet.shown.replace(/\n$/, '').split('\n');
        const { lines, findings } = drawDiagnostics(snippet, diagnostics);
        for (const { line: index, marks, rows, notes = [] } of lines) {
          const { length } = texts[index] ?? '';
          expect(index).toBeLessThan(texts.length);
          for (const { from, to } of marks)
            expect([from >= 0, from <= to, to <= length]).not.toContain(false);
          for (const { at } of [...rows, ...notes].flat()) expect(at).toBeLessThanOrEqual(length);
        }
        const level = diagnostics.some(one => one.level === 'error') ? 'error' : 'warning';
        const told = diagnostics.filter(one => one.level === level);
        const drawn = [
          ...lines.flatMap(({ rows }) => rows.flat().flatMap(({ text }) => text ?? [])),
          ...findings.flatMap(({ remarks }) => remarks.map(({ text }) => text)),
        ].join('\n');
        const labels = told.flatMap(({ spans }) => spans.flatMap(span => span.label ?? []));
        expect(labels.filter(label => !drawn.includes(plainText(label)))).toEqual([]);
        const noted = lines.flatMap(line => (line.notes ?? []).flat().flatMap(({ text }) => text ?? []));
        for (const { remarks } of findings)
          for (const { text, placed } of remarks)
            if (placed) expect(noted.filter(words => words.endsWith(`: ${text}`))).not.toEqual([]);
        const messages = told.flatMap(({ notes }) => notes.map(({ message }) => message));
        expect(messages.filter(message => !drawn.includes(plainText(message)))).toEqual([]);
        for (const fix of findings.flatMap(({ remarks }) => remarks.flatMap(remark => remark.fix ?? []))) {
          const before = fix.filter(({ kind }) => kind !== 'added').map(({ text }) => text);
          const has = before.join('') === '' || texts.some(text => text.includes(before.join('')));
          expect(has).toBe(true);
        }
      }),
    );
  });

  test('the code in the page is the code that was written', async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.array(diagnostic, { maxLength: 3 }), async (snippet, diagnostics) => {
        const code = snippet.shown.replace(/\n$/, '');
        const { lines } = drawDiagnostics(snippet, diagnostics);
        const html = (drawn: typeof lines) =>
          codeToHtml(code, {
            lang: 'rust',
            theme: 'vitesse-dark',
            meta: { __raw: toMeta(drawn) },
            transformers: [markCode()],
          });
        const text = (page: string) => page.replace(/<[^>]+>/g, '');
        const bare = lines.map(({ notes: _, ...entry }) => ({ ...entry, rows: [] }));
        expect(text(await html(bare))).toBe(text(await html([])));
        const whole = await html(lines);
        expect(whole.match(/<span class="ox-labels">/g)?.length ?? 0).toBe(
          lines.filter(({ rows }) => rows.length > 0).length,
        );
      }),
      { numRuns: 40 },
    );
  });
});
