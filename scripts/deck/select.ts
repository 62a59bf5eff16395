import { cutSlide, type Slide } from '../talk/section.ts';
import type { Audience, Talk } from '../talk/talk.ts';

/** A slide that was in question for a deck, and why it is in or out. */
export interface Choice {
  slide: Slide;
  included: boolean;
  reason: string;
}

/** One talk for one audience, cut to its minutes. */
export interface Deck {
  audience: Audience;
  /** How long the talk may be. */
  budget: number;
  /** The minutes of the slides that are in. */
  minutes: number;
  /** Every slide of the audience's sections, in the order of the deck. */
  choices: readonly Choice[];
  /** The slides that are in, with only the lines that are for this audience. */
  slides: readonly Slide[];
}

/** Slidev's own keys that take a slide out of every deck. */
const HIDING_KEYS = ['hide', 'disabled'];
const RANK = { could: 0, should: 1, must: 2 } as const;

/**
 * Cuts a talk for an audience: first by tags, then by `needs`, then to the minutes. When time is short, slides
 * of priority `could` leave first, then `should`, the later ones before the earlier; `must` never leaves, nor
 * does what a remaining slide needs. So a deck may stay longer than its minutes: compare them.
 *
 * @param budget minutes; default: the audience's own
 */
export function selectDeck(talk: Talk, audience: Audience, budget: number = audience.minutes): Deck {
  const tags = new Set([audience.id, ...audience.tags]);
  const choices = audience.sections
    .flatMap(id => talk.sections.get(id)?.slides ?? [])
    .map(slide => byTags(slide, tags));
  dropUnmetNeeds(choices);
  cutToMinutes(choices, budget);
  const included = choices.filter(choice => choice.included).map(choice => choice.slide);
  return {
    audience,
    budget,
    minutes: sumMinutes(included),
    choices,
    slides: included.map(slide => cutSlide(slide, tags)),
  };
}

function byTags(slide: Slide, tags: ReadonlySet<string>): Choice {
  const hidden = HIDING_KEYS.find(key => slide.frontmatter[key] === true);
  if (hidden) return { slide, included: false, reason: `its own \`${hidden}: true\`` };
  if (slide.tags.length === 0) return { slide, included: true, reason: 'for everyone' };
  const shared = slide.tags.filter(tag => tags.has(tag));
  return shared.length > 0
    ? { slide, included: true, reason: `tagged ${shared.join(', ')}` }
    : { slide, included: false, reason: `only for ${slide.tags.join(', ')}` };
}

function dropUnmetNeeds(choices: Choice[]): void {
  for (;;) {
    const present = new Set(choices.filter(choice => choice.included).map(choice => choice.slide.id));
    const unmet = choices.find(
      choice => choice.included && choice.slide.needs.some(need => !present.has(need)),
    );
    if (!unmet) return;
    unmet.included = false;
    unmet.reason = `needs ${unmet.slide.needs.filter(need => !present.has(need)).join(', ')}, not in this deck`;
  }
}

function cutToMinutes(choices: Choice[], budget: number): void {
  const candidates = choices
    .map((choice, index) => ({ choice, index }))
    .filter(({ choice }) => choice.slide.priority !== 'must' && choice.slide.minutes > 0)
    .sort((a, b) => RANK[a.choice.slide.priority] - RANK[b.choice.slide.priority] || b.index - a.index)
    .map(({ choice }) => choice);
  const needed = ({ slide }: Choice) =>
    choices.some(other => other.included && other.slide.needs.includes(slide.id));
  while (sumMinutes(choices.filter(choice => choice.included).map(choice => choice.slide)) > budget) {
    // From the first again each time: what another slide needed may leave once that one has left.
    const next = candidates.find(choice => choice.included && !needed(choice));
    if (!next) return;
    next.included = false;
    next.reason = `no room in ${budget} minutes: priority ${next.slide.priority}`;
  }
}

function sumMinutes(slides: readonly Slide[]): number {
  // Tenths of a minute add up without the noise of binary fractions.
  return Math.round(slides.reduce((sum, slide) => sum + slide.minutes, 0) * 1000) / 1000;
}
