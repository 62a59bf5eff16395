import type { SeriesPoint } from '../../talk/schema.ts';

const NO_BREAK = '\u00a0';
/** Signs that the faces of the slides have; U+2248 is not among them. */
const SIGNS = { about: '~', below: `<${NO_BREAK}`, above: `>${NO_BREAK}` } as const;

/** A point's number as it is written beside it, such as `< 20 %`: every digit of the claim, and no other. */
export function formatNumber({ y, unit = '', relation }: SeriesPoint, language: string): string {
  if (y === undefined) return '';
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(y);
  return `${relation ? SIGNS[relation] : ''}${number}${NO_BREAK}${unit}`.trim();
}
