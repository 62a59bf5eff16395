import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSection } from '../../scripts/talk/section.ts';
import { countLines } from '../support/report.ts';
import { sectionText } from '../support/section-text.ts';

describe('reading a section', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), sectionText());

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(anything, text => {
        readSection(text, 'main', 'main.md');
      }),
      { numRuns: 1000 },
    );
  });

  test('names only lines that the file has', () => {
    fc.assert(
      fc.property(anything, text => {
        const { section, problems } = readSection(text, 'main', 'main.md');
        const slides = section?.slides ?? [];
        const lines = [
          ...problems.map(problem => problem.line),
          ...slides.flatMap(slide => [
            slide.line,
            ...Object.values(slide.keyLines),
            ...[...slide.lines, ...slide.speakerNotes.lines].map(line => line.number),
          ]),
        ];
        const last = countLines(text);
        // The empty line after the last line break is a line to the reader of a slide.
        const wrong = lines.filter(line => line < 1 || line > (text.endsWith('\n') ? last + 1 : last));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('gives each line the text that stands there', () => {
    fc.assert(
      fc.property(sectionText(), text => {
        const texts = text.split('\n');
        const { section } = readSection(text, 'main', 'main.md');
        for (const line of section?.slides.flatMap(slide => [...slide.lines, ...slide.speakerNotes.lines]) ??
          []) {
          expect(texts[line.number - 1]).toContain(line.text);
        }
      }),
    );
  });
});

describe('a section with a slip', () => {
  test.for(['layout: *default', 'title: *bold*', 'a: &a [1]\nb: *c'])('reports the alias in `%s`', front => {
    const text = `---\nsection: { title: Mooring }\n${front}\n---\n# Tie the boat\n`;
    expect(readSection(text, 'main', 'main.md').problems).toEqual([
      expect.objectContaining({
        kind: 'malformed-yaml',
        line: 2 + front.split('\n').length,
      }),
    ]);
  });

  test('without frontmatter is told to have one, on its first line', () => {
    expect(readSection('# Tie the boat\n', 'main', 'main.md').problems).toEqual([
      expect.objectContaining({ kind: 'missing-key', line: 1 }),
    ]);
  });
});
