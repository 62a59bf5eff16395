import type { Deck } from './select.ts';

/** When a slide of a deck is due, in minutes from the talk's start. */
export interface Due {
  begins: number;
  ends: number;
  /** When the last slide of its section ends. */
  sectionEnds: number;
}

/** When each slide of a deck is due: the cover and the sources take no time. */
export function scheduleOf({ slides }: Deck): Due[] {
  const ends = new Map<string, number>();
  let now = 0;
  const dues = slides.map(({ section, minutes }) => {
    const begins = now;
    // Tenths of a minute add up without the noise of binary fractions.
    now = Math.round((now + minutes) * 1000) / 1000;
    ends.set(section, now);
    return { section, begins, ends: now };
  });
  return dues.map(({ section, ...due }) => ({ ...due, sectionEnds: ends.get(section) ?? due.ends }));
}
