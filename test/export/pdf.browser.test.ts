import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import { wholeProgram } from '../../scripts/verify/programs/listing.ts';
import { HAS_BROWSER } from '../support/browser.ts';
import { readPdf, squeeze } from '../support/pdf.ts';
import { AUDIENCES, deckFor, expectedOf, TALK } from '../support/real-talk.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { temporaryFolder } from '../support/scratch.ts';

const EPOCH = 1_770_000_000;
const PLAYGROUND = 'https://play.rust-lang.org/';
/** In a transcript, what its author leaves out. */
const ELIDED = '...';

/** Of programs that move one into the next, paper shows the last; rustc's words may stand in a program's place. */
function isPrinted(snippet: Snippet, at: number, all: readonly Snippet[]): boolean {
  if (snippet.expectation?.terminal) return false;
  return snippet.steps === undefined || snippet.steps.from !== all[at + 1]?.steps?.from;
}

/** A page of the index of rustc's errors. */
const RE_ERROR_CODE = /^https:\/\/doc\.rust-lang\.org\/error_codes\/E\d{4}\.html$/;

const test = base.extend('pdfs', { scope: 'file' }, async ({}, { onCleanup }) => {
  const folder = temporaryFolder();
  onCleanup(() => folder[Symbol.dispose]());
  const dist = join(folder.dir, 'dist');
  await buildDecks(['--out', dist, '--formats', 'pdf'], { SOURCE_DATE_EPOCH: String(EPOCH) });
  const pdfs = AUDIENCES.map(async id => {
    expect(existsSync(join(dist, id, 'index.html')), 'only what was asked for').toBe(false);
    return [id, await readPdf(join(dist, id, `${id}.pdf`))] as const;
  });
  return Object.fromEntries(await Promise.all(pdfs));
});

test.skipIf(!HAS_BROWSER)(
  'a page opens each Rust program that its slide runs in the Playground, whole',
  ({ pdfs }) => {
    const pages = AUDIENCES.flatMap(id => {
      const { slides } = deckFor(TALK, id);
      return slides.map((slide, index) => ({ slide, links: pdfs[id]?.pages[index + 1]?.links ?? [] }));
    });
    const codeIn = (address = '') =>
      address.startsWith(PLAYGROUND) ? new URL(address).searchParams.get('code') : [];
    const opened = pages.map(({ links }) => links.flatMap(({ address }) => codeIn(address) ?? []));
    const programs = pages.map(({ slide }) =>
      findSnippets(slide, TALK.dir)
        .snippets.filter(({ expectation }) => expectation?.run && expectation.language === 'rust')
        .map(snippet => wholeProgram(snippet).trimEnd()),
    );
    expect(programs.flat()).not.toEqual([]);
    expect(opened).toEqual(programs);
  },
);

describe.skipIf(!HAS_BROWSER).for(AUDIENCES)('the PDF for %s', id => {
  const { title, titles, addresses } = expectedOf(TALK, id);
  const { slides } = deckFor(TALK, id);

  test('has a page a slide, none of them blank', ({ pdfs }) => {
    const pages = pdfs[id]?.pages ?? [];
    expect(pages.map(page => [page.width, page.height])).toEqual(titles.map(() => [960, 540]));
    expect(pages.filter(page => page.text.length < 20)).toEqual([]);
  });

  test('opens on outline, tags and language as a reader for the blind needs them', ({ pdfs }) => {
    expect(pdfs[id]).toMatchObject({ outline: titles, tagged: true, language: 'en' });
  });

  test('says what it is, who speaks, and the date that it was given', ({ pdfs }) => {
    const date = new Date(EPOCH * 1000);
    expect(pdfs[id]).toMatchObject({ title, author: TALK.settings.speaker, dates: [date, date] });
  });

  test('describes each link, and leads to sources and pages on errors, and to nothing else', ({ pdfs }) => {
    const links = pdfs[id]?.pages.flatMap(page => page.links) ?? [];
    expect(links.filter(link => !link.description)).toEqual([]);
    const all = links.flatMap(link => link.address ?? []);
    const codes = all.filter(address => RE_ERROR_CODE.test(address));
    const rejected = slides.some(slide => slide.lines.some(({ text }) => text.includes('compile_fail')));
    expect(codes.length > 0).toBe(rejected);
    const outside = all.filter(address => !RE_ERROR_CODE.test(address) && !address.startsWith(PLAYGROUND));
    expect([...new Set(outside)].toSorted()).toEqual([...new Set(addresses)].toSorted());
    // Citations lead to the sources within the document.
    expect(links.filter(link => link.address === undefined).length).toBeGreaterThanOrEqual(addresses.length);
  });

  test('holds every heading and all code that is shown, to be searched and copied', ({ pdfs }) => {
    const pages = pdfs[id]?.pages ?? [];
    const programs = slides.flatMap((slide, index) =>
      // What the compiler says of a line may stand between it and the next.
      findSnippets(slide, TALK.dir)
        .snippets.filter(isPrinted)
        .flatMap(snippet =>
          snippet.shown
            .split('\n')
            .filter(line => line !== ELIDED)
            .map(line => ({ page: index + 1, shown: squeeze(line) })),
        ),
    );
    expect(programs.length).toBeGreaterThan(0);
    expect(programs.filter(({ page, shown }) => !pages[page]?.text.includes(shown))).toEqual([]);
    const headings = titles.map(text => squeeze(text).replaceAll("'", '’'));
    expect(headings.filter((heading, page) => !pages[page]?.text.includes(heading))).toEqual([]);
  });

  test('carries few fonts, as outlines, and stays small', ({ pdfs }) => {
    const { fonts = new Map(), bytes = 0 } = pdfs[id] ?? {};
    expect(fonts.size).toBeGreaterThan(2);
    expect(fonts.size).toBeLessThanOrEqual(8);
    const kinds = [...fonts].filter(([, font]) => font.subtype !== '/Type0' || !font.embedded);
    expect(kinds).toEqual([]);
    expect(bytes).toBeLessThan(600 * 1024);
  });
});
