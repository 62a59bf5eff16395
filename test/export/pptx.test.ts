import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { pptxNotes } from '../../scripts/export/pptx-notes.ts';
import { canvasOf } from '../../scripts/talk/canvas.ts';
import { writePptx } from '../../scripts/export/pptx.ts';
import { deckOf, readSound } from '../support/decks.ts';
import { temporaryFolder } from '../support/scratch.ts';

/** One pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);
const FACTS = { title: 'T', author: 'A', subject: 'S', date: new Date('2026-02-02T00:00:00Z') };

async function partsOf(slide: {
  title: string;
  alt: string;
  notes: string;
}): Promise<Record<string, string>> {
  using folder = temporaryFolder();
  const file = join(folder.dir, 'deck.pptx');
  await writePptx(file, [{ ...slide, picture: PICTURE }], canvasOf({}, { canvas: '16:9' }), FACTS);
  const zip = await JSZip.loadAsync(readFileSync(file));
  const names = Object.keys(zip.files).filter(name => name.endsWith('.xml'));
  const texts = await Promise.all(names.map(async name => [name, await zip.file(name)?.async('string')]));
  return Object.fromEntries(texts) as Record<string, string>;
}

test('each line of the notes is a paragraph', async () => {
  const parts = await partsOf({ title: 'One', alt: 'One', notes: 'First & last.\nSecond.' });
  const notes = parts['ppt/notesSlides/notesSlide1.xml'] ?? '';
  const paragraphs = [...notes.matchAll(/<a:p>(.*?)<\/a:p>/gs)].map(match =>
    match[1]?.replace(/<[^>]*>/g, ''),
  );
  expect(paragraphs.slice(0, 2)).toEqual(['First &amp; last.', 'Second.']);
});

test('the title is the one that readers look for, on the slide and on its layout', async () => {
  const parts = await partsOf({ title: 'One', alt: 'One', notes: '' });
  const titled = Object.keys(parts).filter(name => parts[name]?.includes('<p:ph type="title"/>'));
  expect(titled).toEqual(['ppt/slideLayouts/slideLayout2.xml', 'ppt/slides/slide1.xml']);
});

test('no text that people type keeps the file from being XML', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const slide = fc.record({ title: text, alt: text, notes: text });
  // What XML 1.0 does not allow, and a mark that was not escaped.
  const forbidden =
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|&(?!(amp|lt|gt|quot|apos|#\d+);)/u;
  await fc.assert(
    fc.asyncProperty(slide, async drawn => {
      for (const xml of Object.values(await partsOf(drawn))) expect(forbidden.exec(xml)).toBeNull();
    }),
    { numRuns: 10, examples: [[{ title: 'a\u0001b', alt: '\u001b[1m\ud800', notes: '\ufffe<&' }]] },
  );
});

test('the notes of the first slide of a section say when it ends', () => {
  const talk = readSound();
  const notes = pptxNotes(deckOf(talk, 'welders'), talk, () => undefined);
  expect(notes.map(text => text.split('\n')[0])).toMatchInlineSnapshot(`
    [
      "Opening ends at 3:00.",
      "",
      "Counting ends at 8:00.",
      "",
      "Twelve is the number to remember [1].",
    ]
  `);
});
