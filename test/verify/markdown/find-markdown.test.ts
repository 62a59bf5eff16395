import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findMarkdown } from '../../../scripts/verify/markdown/find-markdown.ts';
import { temporaryFolder } from '../../support/scratch.ts';

/** A folder with a file `a.md`, and with whatever else is to be met. */
function folderWith(files: readonly string[], links: Record<string, string> = {}) {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(join(folder.dir, file, '..'), { recursive: true });
    writeFileSync(join(folder.dir, file), '');
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder.dir, name));
  const found = (...paths: string[]) =>
    findMarkdown(paths.map(path => join(folder.dir, path))).map(file => relative(folder.dir, file));
  return { ...folder, found, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

const canPipe = spawnSync('mkfifo', ['--version']).error === undefined;

describe('a folder', () => {
  test('stands for its Markdown, by name, without what tools make', () => {
    using folder = folderWith([
      'b.md',
      'a.markdown',
      'c/d.MD',
      'target/e.md',
      '.git/f.md',
      'g.txt',
      'h.md/i.md',
    ]);
    expect(folder.found('.')).toEqual(['a.markdown', 'b.md', 'c/d.MD', 'h.md/i.md']);
  });

  test('may lead back to itself, or nowhere', () => {
    using folder = folderWith(['a.md', 'sub/b.md'], { 'sub/up': '..', self: '.', 'gone.md': 'nowhere.md' });
    expect(folder.found('.')).toEqual(['a.md', 'sub/b.md']);
  });

  test.skipIf(!canPipe)('may hold a pipe, which nobody reads', () => {
    using folder = folderWith(['a.md']);
    spawnSync('mkfifo', [join(folder.dir, 'pipe.md')]);
    expect(folder.found('.')).toEqual(['a.md']);
  });
});

test('a file that is named twice, or through a link, is there once, by its first name', () => {
  using folder = folderWith(['a.md', 'b/c.md'], { 'z.md': 'a.md', link: 'b' });
  expect(folder.found('z.md', 'a.md', '.', 'link', 'b/../a.md')).toEqual(['z.md', 'b/c.md']);
});

describe('a path is refused, with what to name instead,', () => {
  const refusal = (dir: string, name: string) => () => findMarkdown([join(dir, name)]);

  test('where nothing is, or a link leads nowhere or to itself', () => {
    using folder = folderWith([], { 'gone.md': 'nowhere.md', 'loop.md': 'loop.md' });
    for (const name of ['none.md', 'gone.md', 'loop.md']) {
      expect(refusal(folder.dir, name)).toThrow(/there is no file or folder/);
    }
  });

  test.skipIf(!canPipe)('where it would wait for ever: a pipe', () => {
    using folder = folderWith([]);
    spawnSync('mkfifo', [join(folder.dir, 'pipe.md')]);
    expect(refusal(folder.dir, 'pipe.md')).toThrow(/pipe.md` is neither a file nor a folder/);
  });

  test.skipIf(process.platform === 'win32')('where it is a socket or a device', async () => {
    using folder = folderWith([]);
    const server = createServer();
    await new Promise<void>(resolve => void server.listen(join(folder.dir, 'sock.md'), resolve));
    expect(refusal(folder.dir, 'sock.md')).toThrow(/neither a file nor a folder/);
    expect(refusal('/dev', 'null')).toThrow(/neither a file nor a folder/);
    server.close();
  });
});
