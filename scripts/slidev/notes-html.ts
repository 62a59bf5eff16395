import MarkdownIt from 'markdown-it';
import type { Deck } from '../deck/select.ts';
import type { Talk } from '../talk/talk.ts';
import type { AssembleOptions } from './assemble.ts';
import { spoken } from './notes.ts';

const markdown = new MarkdownIt({ html: true, typographer: true });
const RE_CLICK = /\[click(?::(\d+))?\]/gi;

/** The notes of each slide of a deck as the presenter view shows them, with its marks for the clicks. */
export function notesHtml(deck: Deck, talk: Talk, verdictOf: AssembleOptions['verdictOf']): string[] {
  const cover = '';
  return [cover, ...deck.slides.map(slide => renderNote(spoken(slide, deck, talk, verdictOf).join('\n')))];
}

function renderNote(text: string): string {
  let clicks = 0;
  const marked = text.replace(RE_CLICK, (_, count = '1') => {
    clicks += Number(count);
    return `<span class="slidev-note-click-mark" data-clicks="${clicks}"></span>`;
  });
  return markdown.render(marked);
}
