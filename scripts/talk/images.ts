import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { extractImagesUsage } from '@slidev/parser/core';
import type { Problem } from '../diagnostics/problem.ts';
import { blocksOf } from './blocks.ts';
import type { Slide } from './section.ts';

/** An image that a slide shows. */
export interface Image {
  /** As the slide names it. */
  reference: string;
  /** Where it is, as an absolute path. */
  path: string;
  line: number;
}

const RE_REMOTE = /^([a-z]+:)?\/\//i;
const RE_COLOUR_OR_CSS = /^(#|rgb|hsl|var\(|linear-gradient|radial-gradient)/;

/**
 * The images of a slide: relative to the section's file, from `slides/public/` with a leading slash as in
 * Slidev, or from the talk's folder with `@/`. What is missing, outside the talk or on another host is a problem.
 */
export function findImages(slide: Slide, talkDir: string): { images: Image[]; problems: Problem[] } {
  const images: Image[] = [];
  const problems: Problem[] = [];
  const shown = blocksOf(slide, 'image');
  const inKeys = extractImagesUsage('', slide.frontmatter);
  for (const reference of new Set([...inKeys, ...shown.map(image => image.reference)])) {
    if (RE_COLOUR_OR_CSS.test(reference)) continue;
    const key = Object.keys(slide.keyLines).find(name => slide.frontmatter[name] === reference);
    const line =
      shown.find(image => image.reference === reference)?.from ??
      (key ? slide.keyLines[key] : undefined) ??
      slide.line;
    const problem = (kind: string, message: string, help: string) =>
      problems.push({ kind, severity: 'error', message, help, file: slide.file, line, slide: slide.id });
    if (RE_REMOTE.test(reference)) {
      problem(
        'remote-image',
        `the image \`${reference}\` lies on another host`,
        'a deck is presented without network: save the image beside the section and name it there',
      );
      continue;
    }
    const path = locate(reference, slide.file, talkDir);
    if (leaves(path, talkDir)) {
      problem(
        'outside-talk',
        `the image \`${reference}\` leaves the talk's folder`,
        'copy the image into `slides/`',
      );
    } else if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      problem(
        'missing-image',
        `no image \`${reference}\`: there is no file \`${relative(talkDir, path)}\``,
        'mend the name, or put the image there',
      );
    } else images.push({ reference, path, line });
  }
  return { images, problems };
}

/** Whether a path lies outside a folder. */
export function leaves(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way.startsWith('..') || isAbsolute(way);
}

function locate(reference: string, file: string, talkDir: string): string {
  const name = decoded(reference.replace(/[?#].*$/, ''));
  if (name.startsWith('@/')) return join(talkDir, name.slice(2));
  if (name.startsWith('/')) return join(talkDir, 'slides/public', name);
  return resolve(talkDir, dirname(file), name);
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    // A percent sign that is meant as one.
    return address;
  }
}
