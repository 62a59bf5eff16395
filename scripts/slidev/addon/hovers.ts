/** The type of a name, its places as `line:from+length` from 0 in UTF-16 code units, and its documentation. */
export type ShownHover = [type: string, at: string, docs?: string];

/** A type to be shown behind a name, though the program does not say it. */
export interface InlayType {
  /** From 0, among the lines shown. */
  line: number;
  /** The column behind the name, in UTF-16 code units from 0. */
  at: number;
  type: string;
}

/** Where a shown name stands in its line's text. */
export interface HoverPlace {
  line: number;
  from: number;
  length: number;
}

export function hoverPlaces(at: string): HoverPlace[] {
  return at.split(' ').map(place => {
    const [line = 0, from = 0, length = 0] = place.split(/[:+]/).map(Number);
    return { line, from, length };
  });
}
