import type { Text } from '../../scripts/talk/blocks.ts';
import { readText } from '../../scripts/talk/read-text.ts';
import type { Section, Slide } from '../../scripts/talk/section.ts';
import type { Audience, Talk } from '../../scripts/talk/talk.ts';

export type SlideParts = Partial<Slide> & {
  content?: string[];
  notes?: string[];
};

/** A slide of a section `main` that is not in any file. */
export function slideOf({ content = [], notes = [], ...rest }: SlideParts): Slide {
  const { shown, handout } = readText(content, 1, 'slides/sections/main.md', 'slide');
  return {
    id: 'main-1',
    section: 'main',
    title: 'A slide',
    tags: [],
    minutes: 1,
    priority: 'should',
    needs: [],
    frontmatter: {},
    file: 'slides/sections/main.md',
    line: 1,
    keyLines: {},
    ...shown,
    speakerNotes: readText(notes, content.length + 1, 'slides/sections/main.md', 'notes').shown,
    handoutText: handout,
    ...rest,
  };
}

export function audienceOf(parts: Partial<Audience>): Audience {
  return {
    id: 'crew',
    file: 'slides/audiences/crew.yaml',
    title: 'For the crew',
    minutes: 10,
    palette: 'meetup',
    mode: 'light',
    tags: [],
    sections: ['main'],
    listed: true,
    hovers: true,
    webNotes: false,
    lines: { sections: [1], tags: [], palette: 1 },
    ...parts,
  };
}

/** A talk of one section with these slides. */
export function talkOf(slides: readonly Slide[], audience = audienceOf({})): Talk {
  const section: Section = {
    id: 'main',
    title: 'Main',
    priority: 'should',
    file: 'slides/sections/main.md',
    slides,
  };
  return {
    dir: '/talk',
    settings: {
      title: 'Harbour rules',
      speaker: 'A harbour master',
      language: 'en',
      paper: 'A4',
      canvas: '16:9',
      console: [],
    },
    sections: new Map([['main', section]]),
    audiences: new Map([[audience.id, audience]]),
    claims: new Map(),
  };
}

/** A text of a file `main.md` that begins on this line. */
export function textOf(texts: readonly string[], firstLine = 1): Text {
  return readText(texts, firstLine, 'main.md', 'slide').shown;
}
