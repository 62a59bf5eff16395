import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../../scripts/diagnostics/problem.ts';
import { findSnippets, type Snippet } from '../../scripts/verify/programs/find-snippets.ts';
import { findPictures } from '../../scripts/verify/memory/find-pictures.ts';
import type { Picture } from '../../scripts/verify/memory/picture.ts';
import { readSection } from '../../scripts/talk/section.ts';
import { fixture } from './fixtures.ts';
import { temporaryFolder } from './scratch.ts';

const FILE = 'slides/sections/main.md';

export interface Drawn {
  pictures: Picture[];
  snippets: Snippet[];
  problems: Problem[];
  dir: string;
}

/** The cases of pictures in a folder: a slide each. */
export function listPictures(folder: string): string[] {
  return readdirSync(fixture('memory', folder)).flatMap(name =>
    name.endsWith('.md') ? name.slice(0, -'.md'.length) : [],
  );
}

export function readPicture(folder: string, name: string): string {
  return readFileSync(fixture('memory', folder, `${name}.md`), 'utf8');
}

/** What is found on a slide, in a folder of its own that lives as long as it is asked for. */
export function drawSlide(text: string): Drawn & Disposable {
  const { dir, [Symbol.dispose]: dispose } = temporaryFolder();
  mkdirSync(dirname(join(dir, FILE)), { recursive: true });
  writeFileSync(join(dir, FILE), text);
  const { section, problems } = readSection(text, 'main', FILE);
  const found = (section?.slides ?? []).map(slide => {
    const { snippets, problems: faults } = findSnippets(slide, dir);
    const drawn = findPictures(slide, snippets, dir);
    return { snippets, pictures: drawn.pictures, problems: [...faults, ...drawn.problems] };
  });
  return {
    dir,
    snippets: found.flatMap(({ snippets }) => snippets),
    pictures: found.flatMap(({ pictures }) => pictures),
    problems: [...problems, ...found.flatMap(({ problems: faults }) => faults)],
    [Symbol.dispose]: dispose,
  };
}
