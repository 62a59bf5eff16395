import { parseSync } from '@slidev/parser/core';
import type { Problem } from '../diagnostics/problem.ts';
import { cutText, type Text } from './blocks.ts';
import { firstHeading, readText } from './read-text.ts';
import { type Priority, SectionSchema, type SectionSettings, SlideSchema } from './schema.ts';
import { parseYaml, validate, type YamlSource } from './yaml-source.ts';

/** A slide as its author wrote it, parsed, and not yet cut for an audience. */
export interface Slide extends Text {
  /** Unique in the talk: the author's, or the section's id and the slide's number in it. */
  id: string;
  section: string;
  /** The first heading's text, or the id where there is none. */
  title: string;
  tags: readonly string[];
  minutes: number;
  priority: Priority;
  needs: readonly string[];
  /** Slidev's own keys. */
  frontmatter: Record<string, unknown>;
  /** What the speaker says and does. */
  speakerNotes: Text;
  /** The same matter written for somebody who reads it later. */
  handoutText: Text;
  file: string;
  /** The line on which the slide begins. */
  line: number;
  /** The line of each key of the frontmatter. */
  keyLines: Readonly<Record<string, number>>;
}

/** One part of the document: a file of slides. */
export interface Section extends SectionSettings {
  id: string;
  file: string;
  slides: readonly Slide[];
}

type SourceSlide = ReturnType<typeof parseSync>['slides'][number];

const RE_COMMENT = /<!--([\s\S]*?)-->/g;
const OUR_KEYS = new Set(['section', ...Object.keys(SlideSchema.shape)]);

/** Reads a section in Slidev's Markdown, with the keys that the design adds to it. */
export function readSection(
  text: string,
  id: string,
  file: string,
): { section: Section | undefined; problems: Problem[] } {
  const sources = parseSync(text, file, { noParseYAML: true }).slides;
  const head = sources[0];
  if (!head || text.trim() === '') return { section: undefined, problems: [emptySection(id, file)] };

  const texts = text.split(/\r?\n/);
  const headYaml = frontmatterOf(head, file);
  const settings = validate(headYaml, SectionSchema, file, ['section']);
  const problems = [...settings.problems];
  const slides = sources.map((source, index): Slide => {
    const yaml = frontmatterOf(source, file);
    const keys = validate(yaml, SlideSchema, file);
    const frontmatter = isRecord(yaml.value) ? yaml.value : {};
    const body = readBody(texts.slice(source.contentStart, source.end), source.contentStart + 1, file);
    problems.push(...yaml.problems, ...keys.problems, ...body.problems);
    problems.push(...misplaced(source, frontmatter, yaml, file));
    const slideId = keys.value?.id ?? `${id}-${index + 1}`;
    return {
      id: slideId,
      section: id,
      title: firstHeading(body.shown) ?? slideId,
      tags: keys.value?.tags ?? [],
      minutes: keys.value?.minutes ?? 1,
      priority: keys.value?.priority ?? settings.value?.priority ?? 'should',
      needs: keys.value?.needs ?? [],
      frontmatter: Object.fromEntries(Object.entries(frontmatter).filter(([key]) => !OUR_KEYS.has(key))),
      ...body.shown,
      speakerNotes: body.notes,
      handoutText: body.handout,
      file,
      line: source.start + 1,
      keyLines: Object.fromEntries(Object.keys(frontmatter).map(key => [key, yaml.lineOfKey([], key)])),
    };
  });
  return { section: settings.value && { ...settings.value, id, file, slides }, problems };
}

/** All that a slide says: on the screen, by the speaker, on paper. */
export function textsOf(slide: Slide): Text[] {
  return [slide, slide.speakerNotes, slide.handoutText];
}

/** A slide as an audience with these tags sees it. Its title too is that of what is left: a heading may stand in a block. */
export function cutSlide(slide: Slide, tags: ReadonlySet<string>): Slide {
  const shown = cutText(slide, tags);
  return {
    ...slide,
    ...shown,
    title: firstHeading(shown) ?? slide.id,
    speakerNotes: cutText(slide.speakerNotes, tags),
    handoutText: cutText(slide.handoutText, tags),
  };
}

function frontmatterOf(source: SourceSlide, file: string): YamlSource {
  const opening = source.frontmatterRaw === undefined ? 0 : 1;
  return parseYaml(source.frontmatterRaw ?? '', file, source.start + 1 + opening);
}

function readBody(
  texts: readonly string[],
  firstLine: number,
  file: string,
): { shown: Text; handout: Text; notes: Text; problems: Problem[] } {
  const { shown, from, spoken } = splitNotes(texts);
  const body = readText(shown, firstLine, file, 'slide');
  const notes = readText(spoken, firstLine + from, file, 'notes');
  return { ...body, notes: notes.shown, problems: [...body.problems, ...notes.problems] };
}

/** Notes are the last comment of a slide, if nothing follows it: Slidev's rule. */
function splitNotes(texts: readonly string[]): { shown: string[]; from: number; spoken: string[] } {
  const text = texts.join('\n').trimEnd();
  const last = [...text.matchAll(RE_COMMENT)].at(-1);
  if (!last || last.index + last[0].length < text.length) {
    return { shown: [...texts], from: texts.length, spoken: [] };
  }
  const shown = text.slice(0, last.index).split('\n');
  return { shown, from: shown.length - 1, spoken: (last[1] ?? '').split('\n') };
}

/** What Slidev would read otherwise than its author meant, or past what was selected and verified. */
function misplaced(
  source: SourceSlide,
  frontmatter: Record<string, unknown>,
  yaml: YamlSource,
  file: string,
): Problem[] {
  const problems: Problem[] = [];
  const refuse = (kind: string, line: number, message: string, help: string) =>
    problems.push({ kind, severity: 'error', message, help, file, line });
  if (source.frontmatterStyle === 'yaml') {
    refuse(
      'yaml-fence-first',
      source.start + 1,
      'Slidev takes a YAML fence at the beginning of a slide for its frontmatter',
      'put a heading before the fence, or write the frontmatter between two `---`',
    );
  }
  if ('src' in frontmatter) {
    refuse(
      'refused-key',
      yaml.lineOfKey([], 'src'),
      '`src` would take in slides that nobody selected',
      'put the slides into a section, and name the section in the audience',
    );
  }
  if ('section' in frontmatter && source.index > 0) {
    refuse(
      'misplaced-key',
      yaml.lineOfKey([], 'section'),
      '`section` stands in the first frontmatter of a section only',
      'remove it here; a slide has `tags`, `minutes` and `priority` of its own',
    );
  }
  return problems;
}

function emptySection(id: string, file: string): Problem {
  return {
    kind: 'empty-section',
    severity: 'error',
    message: `the section \`${id}\` has no slides`,
    help: 'write a frontmatter with `section: { title: … }` and a first slide, or remove the file',
    file,
    line: 1,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
