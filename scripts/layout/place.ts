import type { Deck } from '../deck/select.ts';
import type { Problem } from '../diagnostics/problem.ts';
import type { Line } from '../talk/lines.ts';
import type { Finding } from './rules.ts';

/** What was found in a deck. */
export interface DeckFindings {
  deck: Deck;
  findings: readonly Finding[];
}

const RE_MARKS = /[*_`\\[\]]/g;

/** The findings of all decks as problems in the files of the talk; the same in several decks is said once. */
export function toProblems(found: readonly DeckFindings[]): Problem[] {
  const all = found.flatMap(({ deck, findings }) =>
    findings.map(finding => ({ ...placed(finding, deck), audience: deck.audience.id })),
  );
  const same = Map.groupBy(all, ({ problem: { file, line, slide, kind, message } }) =>
    JSON.stringify([file, line, slide, kind, message]),
  );
  return [...same.values()].flatMap(group => {
    const [first] = group;
    if (!first) return [];
    const audiences = [...new Set(group.map(({ audience }) => audience))].sort();
    return [{ ...first.problem, message: `${first.problem.message} (${audiences.join(', ')})` }];
  });
}

/** Cover and sources are made from the audience's file, all others stand in a section. */
function placed(
  { rule, slide: number, clicks, subject, message, help }: Finding,
  deck: Deck,
): { problem: Problem } {
  const slide = deck.slides[number - 2];
  const place = slide
    ? { file: slide.file, line: lineOf(subject, slide.lines) ?? slide.line, slide: slide.id }
    : { file: deck.audience.file, line: 1 };
  const made = number === 1 ? 'on the cover, ' : 'among the sources, ';
  const at = clicks.includes(0) ? '' : `, from click ${Math.min(...clicks)} on`;
  return {
    problem: {
      kind: rule,
      severity: 'error',
      message: `${slide ? '' : made}${message}${at}`,
      help,
      ...place,
    },
  };
}

/** The line of a slide that has the first words of a text, if only one has. */
function lineOf(subject: string, all: readonly Line[]): number | undefined {
  const words = plain(subject.replace(/…$/, '')).slice(0, 24).trim();
  if (words.length < 3) return undefined;
  const lines = all.filter(({ text }) => plain(text).includes(words));
  return lines.length === 1 ? lines[0]?.number : undefined;
}

function plain(text: string): string {
  return text.replace(RE_MARKS, '').replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}
