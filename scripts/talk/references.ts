import type { Problem } from '../diagnostics/problem.ts';
import { checkCharts, checkClaims } from './check-claims.ts';
import { findCitations } from './citations.ts';
import { findImages } from './images.ts';
import { listNames, unknownName } from '../diagnostics/nearest.ts';
import { checkNeeds } from './needs.ts';
import { type Slide, textsOf } from './section.ts';
import type { Audience, Talk } from './talk.ts';
import { listPalettes } from './themes.ts';

/** Which parts of a talk could be read whole: names that are looked for elsewhere would only seem unknown. */
export interface Read {
  sections: boolean;
  audiences: boolean;
  claims: boolean;
}

/** What the parts of a talk call each other by: ids given twice, names that nothing has, things unused. */
export function checkReferences(talk: Talk, read: Read): Problem[] {
  const slides = [...talk.sections.values()].flatMap(section => section.slides);
  const charts = slides.flatMap(checkCharts);
  return [
    ...charts,
    ...duplicateSlides(slides),
    ...[...talk.audiences.values()].flatMap(audience => checkAudience(audience, talk, slides, read)),
    ...slides.flatMap(slide => [
      ...(read.audiences ? checkTags(slide, talk) : []),
      ...(read.claims ? checkClaims(slide, talk) : []),
      ...findImages(slide, talk.dir).problems,
    ]),
    ...(read.sections ? checkNeeds(slides) : []),
    ...(read.sections && read.audiences ? unused(talk, slides, charts.length === 0) : []),
  ];
}

function duplicateSlides(slides: readonly Slide[]): Problem[] {
  const first = new Map<string, Slide>();
  return slides.flatMap(slide => {
    const earlier = first.get(slide.id);
    if (!earlier) first.set(slide.id, slide);
    return earlier
      ? [
          at(slide, slide.keyLines.id ?? slide.line, {
            kind: 'duplicate-id',
            message: `the slide id \`${slide.id}\` is taken by ${earlier.file}:${earlier.line}`,
            help: 'give one of the two slides another id',
          }),
        ]
      : [];
  });
}

function checkAudience(audience: Audience, talk: Talk, slides: readonly Slide[], read: Read): Problem[] {
  const problems: Problem[] = [];
  const used = new Set(slides.flatMap(slide => [...tagsOf(slide)].map(({ tag }) => tag)));
  const add = (severity: Problem['severity'], kind: string, message: string, help: string, line = 1) =>
    problems.push({ kind, severity, message, help, file: audience.file, line });
  for (const [index, id] of audience.sections.entries()) {
    const line = audience.lines.sections[index];
    if (read.sections && !talk.sections.has(id)) {
      add(
        'error',
        'unknown-section',
        unknownName('section', id, talk.sections.keys()),
        sectionsHelp(talk),
        line,
      );
    } else if (audience.sections.indexOf(id) !== index) {
      add(
        'error',
        'duplicate-section',
        `the section \`${id}\` is named twice`,
        'remove one of the two',
        line,
      );
    }
  }
  const palettes = listPalettes(talk.dir);
  if (!palettes.includes(audience.palette)) {
    add(
      'error',
      'unknown-palette',
      unknownName('palette', audience.palette, palettes),
      `the palettes are ${listNames(palettes)}; one of your own is a file in themes/palettes/`,
      audience.lines.palette,
    );
  }
  for (const [index, tag] of audience.tags.entries()) {
    if (used.has(tag) || !read.sections) continue;
    add(
      'warning',
      'unused-tag',
      unknownName('tag', tag, used),
      'no slide and no block carries it: mend the word, or remove it',
      audience.lines.tags[index],
    );
  }
  return problems;
}

function checkTags(slide: Slide, talk: Talk): Problem[] {
  const known = new Set([...talk.audiences.values()].flatMap(audience => [audience.id, ...audience.tags]));
  return [...tagsOf(slide)]
    .filter(({ tag }) => !known.has(tag))
    .map(({ tag, line }) =>
      at(slide, line, {
        kind: 'unknown-tag',
        message: unknownName('tag', tag, known),
        help: `no audience lists it, so nobody would see this; the tags are ${listNames([...known].sort())}`,
      }),
    );
}

function* tagsOf(slide: Slide): Generator<{ tag: string; line: number }> {
  for (const tag of slide.tags) yield { tag, line: slide.keyLines.tags ?? slide.line };
  const seen = new Set<string>();
  for (const line of textsOf(slide).flatMap(({ lines }) => lines)) {
    for (const tag of line.only.flat()) {
      if (seen.has(tag)) continue;
      seen.add(tag);
      yield { tag, line: line.number };
    }
  }
}

/** @param charts whether all charts could be read: what those cite that could not would only seem unused */
function unused(talk: Talk, slides: readonly Slide[], charts: boolean): Problem[] {
  const cited = new Set(
    slides.flatMap(slide =>
      textsOf(slide)
        .flatMap(findCitations)
        .map(c => c.id),
    ),
  );
  const named = new Set([...talk.audiences.values()].flatMap(audience => audience.sections));
  const claims = [...talk.claims.values()]
    .filter(claim => charts && !cited.has(claim.id))
    .map((claim): Problem => ({
      kind: 'unused-claim',
      severity: 'warning',
      message: `no slide cites the claim \`${claim.id}\``,
      help: `cite it as \`[@${claim.id}]\`, or remove it`,
      file: claim.file,
      line: claim.line,
    }));
  const sections = [...talk.sections.values()]
    .filter(section => !named.has(section.id))
    .map((section): Problem => ({
      kind: 'unused-section',
      severity: 'warning',
      message: `no audience names the section \`${section.id}\``,
      help: 'name it in an audience, or remove the file',
      file: section.file,
      line: 1,
    }));
  return [...claims, ...sections];
}

function sectionsHelp(talk: Talk): string {
  return `the sections are ${listNames(talk.sections.keys())}`;
}

function at(slide: Slide, line: number, problem: Pick<Problem, 'kind' | 'message' | 'help'>): Problem {
  return { ...problem, severity: 'error', file: slide.file, line, slide: slide.id };
}
