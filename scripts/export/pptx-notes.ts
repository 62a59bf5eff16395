import { scheduleOf } from '../deck/schedule.ts';
import type { Deck } from '../deck/select.ts';
import { clock } from '../slidev/addon/schedule.ts';
import type { AssembleOptions } from '../slidev/assemble.ts';
import { toPlainText } from '../markdown/to-plain-text.ts';
import { renderNotes, withoutClicks } from '../slidev/notes.ts';
import type { Talk } from '../talk/talk.ts';

/**
 * The notes of each slide of a deck as plain text. Those of a section's first slide begin with when it should end:
 * PowerPoint has a timer, and nothing that knows of that.
 */
export function pptxNotes(deck: Deck, talk: Talk, verdictOf: AssembleOptions['verdictOf']): string[] {
  const schedule = scheduleOf(deck);
  const notes = renderNotes(deck, talk, verdictOf);
  return deck.slides.map((slide, index) => {
    const said = toPlainText(withoutClicks((notes[index] ?? []).join('\n')));
    if (deck.slides[index - 1]?.section === slide.section) return said;
    const title = talk.sections.get(slide.section)?.title ?? slide.section;
    return `${title} ends at ${clock(schedule[index]?.sectionEnds ?? 0)}.\n${said}`.trimEnd();
  });
}
