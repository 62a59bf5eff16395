import type { Deck } from '../deck/select.ts';
import { dateOf, documentsOf, type Source } from '../deck/sources.ts';
import { escapeAttribute, escapeText } from './escape.ts';

/** How many sources fit on a slide. */
const SOURCES_A_SLIDE = 7;

/** The slide of the deck that lists a source. */
export function sourceSlide(source: Source, deck: Deck): number {
  const cover = 1;
  return cover + deck.slides.length + 1 + Math.floor((source.number - 1) / SOURCES_A_SLIDE);
}

/** The slides that list the sources of a deck, one line for each document. */
export function sourceSlides(sources: readonly Source[]): { title: string; lines: string[] }[] {
  const documents = documentsOf(sources);
  const pages = Math.ceil(documents.length / SOURCES_A_SLIDE);
  return Array.from({ length: pages }, (_, page) => {
    const title = pages > 1 ? `Sources (${page + 1} of ${pages})` : 'Sources';
    const listed = documents.slice(page * SOURCES_A_SLIDE, (page + 1) * SOURCES_A_SLIDE);
    return { title, lines: [`# ${title}`, '', ...listed.map(sourceLine)] };
  });
}

function sourceLine({ number, claim }: Source): string {
  const { publisher, title, url } = claim.source;
  const about = `${escapeText(publisher)}: ${escapeText(title)}, ${escapeText(dateOf(claim))}`;
  return `${number}. ${about}. <a href="${escapeAttribute(url)}">${escapeText(shortAddress(url))}</a>`;
}

/** The address without what every address has, short enough for a line. */
export function shortAddress(url: string): string {
  const short = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}
