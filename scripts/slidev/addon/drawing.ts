/**
 * How a place is marked: what an error is about, what has to do with it, or what a note is about. Each has a form
 * besides its colour.
 */
export type MarkKind = 'primary' | 'secondary' | 'note';

/** A part of a line, in UTF-16 code units from 0; where both are the same, a gap between two characters. */
export interface Mark {
  from: number;
  to: number;
  kind: MarkKind;
}

const STRENGTH: readonly MarkKind[] = ['primary', 'secondary', 'note'];

/** How a piece of a line is marked, where no mark begins or ends within it: as the strongest mark says. */
export function kindOf(marks: readonly Mark[], from: number, to: number): MarkKind | undefined {
  const kinds = marks.filter(mark => mark.from <= from && mark.to >= to).map(({ kind }) => kind);
  return STRENGTH.find(strong => kinds.includes(strong));
}

/** What rustc says of a place, beneath its line. */
export interface Label {
  /** The column that it hangs from, in UTF-16 code units from 0. */
  at: number;
  kind: MarkKind;
  /** The words; none for a stem, which leads past this row to a label further down. */
  text?: string;
  /** It stands to the left of its column, for want of room to the right. */
  leftward?: true;
  /** It takes several lines, for want of room on one. */
  wraps?: true;
  /** The finding that it belongs to, from 1, where there are several. */
  finding?: number;
}

export interface DrawnLine {
  /** From 0, among the lines shown. */
  line: number;
  marks: Mark[];
  /** A span of several lines goes through this one. */
  through?: MarkKind;
  /** Rows of labels from top to bottom. */
  rows: Label[][];
  /** Further rows, of what notes say: told where there is room. */
  notes?: Label[][];
  /** Whether its only label has room behind the line, where it has none beneath. */
  beside?: boolean;
}

/** A piece of a line as a fix would leave it. */
export interface FixPiece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** A note or a help, and the lines that it would change. */
export interface Remark {
  /** `note`, `help`, `or` for another fix, `elsewhere` for the words of a place that is not shown, or a place. */
  level: string;
  /** How the place is marked that it names. */
  kind?: MarkKind;
  text: string;
  /** Its words are those of a label too. */
  placed?: true;
  /** Lines as the fix would leave them. */
  fix?: FixPiece[][];
}

/** What rustc found: an error or a warning. */
export interface Finding {
  level: 'error' | 'warning';
  code?: string;
  message: string;
  remarks: Remark[];
}

/** What rustc says of a program, cut to what a slide shows of it. */
export interface Drawing {
  lines: DrawnLine[];
  findings: Finding[];
}

/** What is listed of a finding: where notes stand at their places, those are told already. */
export function listedRemarks({ remarks }: Finding, noted: boolean): Remark[] {
  return noted ? remarks.filter(({ placed }) => !placed) : remarks;
}
