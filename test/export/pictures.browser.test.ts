import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { test as base, describe, expect } from 'vitest';
import { readTalk } from '../../scripts/talk/talk.ts';
import { HAS_BROWSER } from '../support/browser.ts';
import { deckFor, expectedOf } from '../support/real-talk.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { OBSERVATORY, temporaryFolder } from '../support/scratch.ts';

const { talk } = readTalk(OBSERVATORY);
const ID = 'stargazers';
const { title, titles } = expectedOf(talk, ID);
const { slides } = deckFor(talk, ID);

const test = base.extend('made', { scope: 'file' }, async ({}, { onCleanup }) => {
  const folder = temporaryFolder();
  onCleanup(() => folder[Symbol.dispose]());
  const [one, again] = ['one', 'again'].map(name => join(folder.dir, name)) as [string, string];
  await buildDecks(['--talk', OBSERVATORY, ID, '--formats', 'png,pptx', '--out', one]);
  await buildDecks(['--talk', OBSERVATORY, ID, '--formats', 'pptx', '--out', again]);
  return { one: join(one, ID), again: join(again, ID) };
});

describe.skipIf(!HAS_BROWSER)('a deck as pictures', () => {
  test('has one a slide, each of its own, in the size of a projector', ({ made }) => {
    const names = readdirSync(join(made.one, 'png'));
    expect(names).toEqual(titles.map((_, index) => `${String(index + 1).padStart(2, '0')}.png`));
    const pictures = names.map(name => readFileSync(join(made.one, 'png', name)));
    expect(pictures.map(sizeOf)).toEqual(titles.map(() => [1920, 1080]));
    expect(new Set(pictures.map(picture => picture.toString('base64'))).size).toBe(titles.length);
  });

  test('makes nothing that was not asked for', ({ made }) => {
    expect(readdirSync(made.one).toSorted()).toEqual(['manifest.json', 'png', `${ID}.pptx`]);
    expect(readdirSync(made.again).toSorted()).toEqual(['manifest.json', `${ID}.pptx`]);
  });
});

describe.skipIf(!HAS_BROWSER)('a deck for PowerPoint', () => {
  test('has a slide each, with its title, its words and its picture', async ({ made }) => {
    const { text, files } = await unzip(join(made.one, `${ID}.pptx`));
    const parts = Object.keys(files).filter(name => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    expect(parts).toHaveLength(titles.length);
    for (const [index, heading] of titles.entries()) {
      const slide = await text(`ppt/slides/slide${index + 1}.xml`);
      const [, box = ''] = /<p:ph\s[^>]*type="title".*?<p:txBody>(.*?)<\/p:txBody>/s.exec(slide) ?? [];
      expect(plain(box)).toBe(heading);
      const [, words = ''] = /<p:cNvPr [^>]*descr="([^"]*)"/.exec(slide) ?? [];
      expect(typed(words)).toContain(heading);
    }
    const pictures = Object.keys(files).filter(name => /^ppt\/media\/.*\.png$/.test(name));
    expect(pictures).toHaveLength(titles.length);
    expect(await text('ppt/presentation.xml')).toMatch(/<p:sldSz cx="12192000" cy="6858000"/);
    expect(await text('docProps/core.xml')).toContain(`<dc:title>${title}</dc:title>`);
  });

  test('has the notes of each slide with it', async ({ made }) => {
    const { text } = await unzip(join(made.one, `${ID}.pptx`));
    const spoken = slides.map(slide =>
      slide.speakerNotes.lines.map(line => line.text).find(line => /^[\w ,.']+$/.test(line)),
    );
    expect(spoken.filter(Boolean).length).toBeGreaterThan(1);
    for (const [index, line] of spoken.entries()) {
      if (line)
        expect(plain(await text(`ppt/notesSlides/notesSlide${index + 2}.xml`))).toContain(line.trim());
    }
  });

  test('is the same bytes each time', ({ made }) => {
    const [one, again] = [made.one, made.again].map(dir => readFileSync(join(dir, `${ID}.pptx`)));
    expect(one?.equals(again ?? Buffer.of())).toBe(true);
  });
});

/** The width and height that a PNG states. */
function sizeOf(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

async function unzip(file: string): Promise<{ files: JSZip['files']; text(name: string): Promise<string> }> {
  const zip = await JSZip.loadAsync(readFileSync(file));
  return { files: zip.files, text: async name => (await zip.file(name)?.async('string')) ?? '' };
}

function plain(xml: string): string {
  return typed(xml.replace(/<[^>]*>/g, ''));
}

/** As its author typed it. */
function typed(text: string): string {
  return text
    .replace(/[‘’]|&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');
}
