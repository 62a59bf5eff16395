import { findSnippets } from '../../scripts/verify/programs/find-snippets.ts';
import { toPrograms } from '../../scripts/verify/programs/talk-programs.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { fixture } from './fixtures.ts';

/** A talk whose programs have hovers on record. */
export const ORCHARD = fixture('talks/orchard');

export const ORCHARD_SLIDES = readTalk(ORCHARD).talk.sections.get('names')?.slides ?? [];

export const ORCHARD_PROGRAMS = toPrograms(
  ORCHARD_SLIDES.flatMap(slide => findSnippets(slide, ORCHARD).snippets),
  ORCHARD,
);
