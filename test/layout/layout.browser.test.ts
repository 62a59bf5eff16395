import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../scripts/diagnostics/problem.ts';
import { findBrowser } from '../../scripts/browser/find-browser.ts';
import { HAS_BROWSER } from '../support/browser.ts';
import { fixture, ROOT } from '../support/fixtures.ts';
import { formatReport } from '../support/report.ts';
import { runOxideck } from '../support/run-oxideck.ts';
import { lineOf, temporaryFolder } from '../support/scratch.ts';

const CROWDED = fixture('talks/crowded');
const FAULTS = 'slides/sections/faults.md';
/** Nothing that was seen before, by this user or another test. */
const PATIENCE = 240_000;

interface Document {
  exitCode: number;
  decks: { audience: string; slides: number; steps: number; known: boolean }[];
  problems: Problem[];
}

async function checkLayout(args: readonly string[], cache?: string): Promise<Document> {
  // The browser itself may lie in the user's cache.
  const browser = cache && (await findBrowser())?.executable;
  const variables = cache ? { XDG_CACHE_HOME: cache, OXIDECK_BROWSER: browser } : {};
  const { stdout, stderr } = await runOxideck(['check', '--layout', '--json', ...args], variables, PATIENCE);
  if (!stdout) throw new Error(`no document, but:\n${stderr}`);
  return JSON.parse(stdout) as Document;
}

describe.skipIf(!HAS_BROWSER)('a crowded deck', () => {
  test('has each fault told once, at its place, with the way out', async () => {
    const { exitCode, decks, problems } = await checkLayout(['--talk', CROWDED, '--fresh']);
    expect(exitCode).toBe(1);
    expect(decks).toMatchObject([
      { audience: 'crew', slides: 16, steps: 18, known: false },
      { audience: 'guests', slides: 4, steps: 7, known: false },
    ]);
    const inSection = problems.filter(({ file }) => file === FAULTS);
    // A slide is named after the rule that it breaks.
    expect(inSection.map(({ kind, slide }) => ({ kind, named: slide?.startsWith(kind) }))).toEqual(
      inSection.map(({ kind }) => ({ kind, named: true })),
    );
    expect(new Set(inSection.map(({ slide }) => slide)).size).toBe(14);
    const lineIn = (slide: string) => inSection.find(problem => problem.slide === slide)?.line;
    expect(lineIn('overlap')).toBe(lineOf(CROWDED, FAULTS, 'the second of two'));
    expect(lineIn('missing-alt')).toBe(lineOf(CROWDED, FAULTS, 'buoy.svg'));
    expect(lineIn('clipped-code')).toBe(lineOf(CROWDED, FAULTS, 'nowhere to be seen'));
    expect(problems.filter(({ file }) => file !== FAULTS).map(({ kind, slide }) => [kind, slide])).toEqual([
      ['needless-exception', 'all-is-well'],
    ]);
    const report = formatReport(problems).replace(/\d+ px/g, 'N px');
    await expect(report).toMatchFileSnapshot(join(CROWDED, 'expected.txt'));
  });

  test('is not looked at again before it changes, and is judged the same', async () => {
    using folder = temporaryFolder();
    const args = ['--talk', CROWDED, 'crew'];
    const first = await checkLayout(args, folder.dir);
    const again = await checkLayout(args, folder.dir);
    expect([first, again].map(({ decks }) => decks[0]?.known)).toEqual([false, true]);
    expect(again.problems).toEqual(first.problems);
    // Whether the other exception is needed, only the other deck can tell.
    expect(again.problems.filter(({ kind }) => kind === 'needless-exception')).toEqual([]);
  });
});

test('without a browser the layout is not judged', async () => {
  const { exitCode, stderr } = await runOxideck(['check', '--layout', '--talk', CROWDED], {
    OXIDECK_BROWSER: 'none',
  });
  expect(exitCode).toBe(3);
  expect(stderr).toContain('no browser to look at the slides with');
});

/** What has not changed since it was last looked at is known; continuous integration looks at all. */
describe.skipIf(!HAS_BROWSER)('the talk that comes with Oxideck', () => {
  test('can be read from the last row, at every click', async () => {
    const { problems } = await checkLayout(['--talk', ROOT, ...(process.env.CI ? ['--fresh'] : [])]);
    expect(formatReport(problems)).toBe('');
  });
});
