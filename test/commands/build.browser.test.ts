import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER } from '../support/browser.ts';
import { squeeze } from '../support/pdf.ts';
import { buildDecks, runOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, hashFolder } from '../support/scratch.ts';
import { readTexts } from '../support/secrets.ts';

/** A talk in a folder of its own, which knows nothing of this repository, with both of its decks in `dist`. */
const test = base.extend('talk', { scope: 'file' }, async ({}, { onCleanup }) => {
  const copy = copyOfObservatory();
  onCleanup(() => copy[Symbol.dispose]());
  const { stderr } = await buildDecks(['--talk', copy.dir]);
  return { dir: copy.dir, dist: join(copy.dir, 'dist'), stderr };
});

describe.skipIf(!HAS_BROWSER)('build, for a talk that is anywhere', () => {
  test('makes all formats of all decks, and says where', ({ talk }) => {
    const files = Object.keys(hashFolder(talk.dist));
    for (const id of ['stargazers', 'engineers', 'apprentices']) {
      const made = [`${id}/index.html`, `${id}/${id}.pdf`, `${id}/${id}-handout.pdf`, `${id}/manifest.json`];
      expect(files).toEqual(expect.arrayContaining(made));
      expect(talk.stderr).toContain(`${id}/${id}.pdf`);
    }
    expect(talk.stderr).toMatch(/built +3 decks in .*dist +\d+\.\d s/);
  });

  test('lists only the deck that wants to be listed', ({ talk }) => {
    const index = readFileSync(join(talk.dist, 'index.html'), 'utf8');
    expect([...index.matchAll(/href="([^"]*)"/g)].map(match => match[1])).toEqual([
      'data:,',
      'stargazers/',
      'stargazers/stargazers.pdf',
      'stargazers/stargazers-handout.pdf',
    ]);
    expect(index).not.toMatch(/engineers|How the dome turns/);
  });

  test('ships the notes of the deck that asks for them, and of no other', ({ talk }) => {
    const told = (id: string) => squeeze(Object.values(readTexts(join(talk.dist, id))).join('\n'));
    expect(told('stargazers')).toContain(squeeze('Point at the brightest star before you speak.'));
    expect(told('stargazers')).not.toContain(squeeze('Turn the crank once'));
    expect(told('engineers')).not.toContain(squeeze('Turn the crank once'));
    expect(told('engineers')).not.toContain(squeeze('Wait until every eye'));
  });

  test('gives only the deck that shows an image the image', ({ talk }) => {
    const images = Object.keys(hashFolder(talk.dist)).filter(file => file.includes('comet'));
    expect(images).toEqual(['stargazers/images/comet.svg']);
  });

  test('gives a deck the same bytes alone as with others', async ({ talk }) => {
    const out = join(talk.dir, 'alone');
    await buildDecks(['stargazers', '--talk', talk.dir, '--out', out]);
    expect(hashFolder(join(out, 'stargazers'))).toEqual(hashFolder(join(talk.dist, 'stargazers')));
  });

  test('of one deck leaves the other as it was, and in the index', async ({ talk }) => {
    const before = hashFolder(talk.dist);
    await buildDecks(['engineers', '--talk', talk.dir, '--formats', 'web']);
    const after = hashFolder(talk.dist);
    const others = (files: Record<string, string>) =>
      Object.entries(files).filter(([file]) => !file.startsWith('engineers/'));
    expect(others(after)).toEqual(others(before));
    expect(Object.keys(after)).toContain('engineers/index.html');
    expect(Object.keys(after).filter(file => file.startsWith('engineers/') && file.endsWith('.pdf'))).toEqual(
      [],
    );
  });

  test('answers one document with what was made', async ({ talk }) => {
    const { stdout, exitCode } = await runOxideck([
      'build',
      'engineers',
      '--talk',
      talk.dir,
      '--formats',
      'web',
      '--json',
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      out: talk.dist,
      decks: [
        { audience: 'engineers', slides: 5, files: [{ path: join(talk.dist, 'engineers/index.html') }] },
      ],
      problems: [],
    });
  });
});
