import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { handoutHtml } from '../../scripts/export/handout-html.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { HAS_BROWSER } from '../support/browser.ts';
import { type Pdf, readPdf, squeeze } from '../support/pdf.ts';
import { deckFor } from '../support/real-talk.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { copyOfObservatory, edit, OBSERVATORY } from '../support/scratch.ts';

const { talk } = readTalk(OBSERVATORY);

const test = base
  .extend('printed', { scope: 'file' }, () =>
    Promise.all([printHandouts('A4', ['stargazers', 'engineers']), printHandouts('Letter', ['stargazers'])]),
  )
  .extend('handouts', { scope: 'file' }, ({ printed }) => printed[0])
  .extend('letters', { scope: 'file' }, ({ printed }) => printed[1]);

async function printHandouts(paper: string, ids: readonly string[]): Promise<Pdf[]> {
  using copy = copyOfObservatory();
  edit(copy.dir, 'slides/talk.yaml', 'paper: A4', `paper: ${paper}`);
  await buildDecks([...ids, '--talk', copy.dir, '--formats', 'handout']);
  return await Promise.all(ids.map(id => readPdf(join(copy.dir, 'dist', id, `${id}-handout.pdf`))));
}

describe.skipIf(!HAS_BROWSER)('a handout', () => {
  const expectSizes = (pdf: Pdf | undefined, width: number, height: number) => {
    expect(pdf?.pages.length).toBeGreaterThan(2);
    for (const page of pdf?.pages ?? []) {
      expect(page.width).toBeCloseTo(width, 0);
      expect(page.height).toBeCloseTo(height, 0);
    }
  };

  test('fits the paper that the talk names, A4 or Letter', ({ handouts, letters }) => {
    expectSizes(handouts[0], 595, 842);
    expectSizes(letters[0], 612, 792);
  });

  test('is tagged, and its outline names the title, every slide and the sources', ({ handouts }) => {
    expect(handouts[0]).toMatchObject({ tagged: true, language: 'en', title: 'What the dome saw' });
    expect(handouts[0]?.outline).toEqual([
      'What the dome saw',
      '2 One dome, two kinds of patience',
      '3 A tail points away from its sun',
      '4 The program counts every blink',
      '5 A lens that was given away is gone',
      '6 The dome turns at the first try',
      'Sources',
    ]);
  });

  test("opens with the talk's address and its QR code", async ({ handouts }) => {
    const { html } = await handoutHtml(deckFor(talk, 'stargazers'), talk, {
      verdictOf: () => undefined,
      timeOf: () => undefined,
      confirmedBy: () => undefined,
    });
    const [front = ''] = html.split('</section>');
    expect(front).toMatch(/role="img" aria-label="QR code[^"]*"><svg\b[^>]*>[\s\S]*<path\b/);
    const [first] = handouts[0]?.pages ?? [];
    expect(first?.text).toContain('example.org/late-light');
    expect(first?.links).toEqual([
      { address: 'https://example.org/late-light', description: 'https://example.org/late-light' },
    ]);
  });

  test('prints a program whole, with the lines that the slide leaves out', ({ handouts }) => {
    const program = readFileSync(join(OBSERVATORY, 'snippets/examples/blinks.rs'), 'utf8');
    const lines = program.split('\n').filter(line => line.trim() && !/#(end)?region/.test(line));
    expect(handouts[0]?.text).toContain(squeeze(lines.join('\n')));
    expect(handouts[0]?.text).not.toContain('#region');
    expect(handouts[0]?.text).toContain('4blinks');
    expect(handouts[0]?.text).toContain(squeeze('rejected E0382: borrow of moved value: lens (rustc'));
  });

  test('prints a transcript whole, with the lines that the slide only counts', ({ handouts }) => {
    const text = handouts[0]?.text ?? '';
    expect(text).toContain(squeeze('$ cargo run … 3 more lines Hello, world!'));
    expect(text).toContain(squeeze('Compiling dome v0.1.0 (~/dome)'));
    expect(text).toContain(squeeze('Running `target/debug/dome` Hello, world! ran (cargo'));
  });

  test.for([
    {
      index: 0,
      told: 'Point at the brightest star',
      kept: ['Turn the crank', 'great wheel', 'worth a degree'],
    },
    {
      index: 1,
      told: 'Turn the crank once',
      kept: ['brightest star', 'hurries a comet', 'What the dome saw'],
    },
  ])('has the notes for its audience and no others: $told', ({ index, told, kept }, { handouts }) => {
    const text = handouts[index]?.text ?? '';
    expect(text).toContain(squeeze('Wait until every eye has found the dark.'));
    expect(text).toContain(squeeze(told));
    expect(kept.filter(words => text.includes(squeeze(words)))).toEqual([]);
  });

  test('shows each slide itself, with its text', ({ handouts }) => {
    const text = handouts[0]?.text ?? '';
    const twice = (words: string) => text.split(squeeze(words)).length - 1;
    // Once as the heading of the notes, once on the slide.
    expect(twice('One dome, two kinds of patience')).toBe(2);
    expect(twice('A lens that was given away is gone')).toBe(2);
  });

  test('lists the sources by number, with their addresses and caveats', ({ handouts }) => {
    const last = handouts[0]?.pages.at(-1);
    expect(last?.text).toMatch(/Sources1\.Thedomeopenson112nightsayear\./);
    expect(last?.text).toContain(squeeze('https://example.org/nights?year=2025&kind=clear'));
    expect(last?.text).toContain(squeeze('A night of haze counts as half.'));
    expect(last?.links.map(link => link.address)).toContain(
      'https://example.org/nights?year=2025&kind=clear',
    );
  });
});
