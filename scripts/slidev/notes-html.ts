import type { Deck } from '../deck/select.ts';
import { renderHtml } from '../markdown/render-html.ts';
import type { Talk } from '../talk/talk.ts';
import type { AssembleOptions } from './assemble.ts';
import { renderNotes } from './notes.ts';

const RE_CLICK = /\[click(?::(\d+))?\]/gi;

/** The notes of each slide of a deck as the presenter view shows them, with its marks for the clicks. */
export function notesHtml(deck: Deck, talk: Talk, verdictOf: AssembleOptions['verdictOf']): string[] {
  const cover = '';
  return [cover, ...renderNotes(deck, talk, verdictOf).map(lines => toHtml(lines.join('\n')))];
}

function toHtml(text: string): string {
  let clicks = 0;
  const marked = text.replace(RE_CLICK, (_, count = '1') => {
    clicks += Number(count);
    return `<span class="slidev-note-click-mark" data-clicks="${clicks}"></span>`;
  });
  return renderHtml(marked, { html: true });
}
