import type { Diagnostic } from '../../languages/verdict.ts';

/** An error that an author expects on a line, written there as `//~ E0382`. */
export interface Anchor {
  /** The line that the error must begin on, from 1. */
  line: number;
  code: string;
}

/** As in rustc's own tests: a caret stands for the line above, two for the one above that. */
const RE_ANCHOR = /[ \t]*\/\/~(\^*)[ \t]*(E\d{4})[ \t]*$/;

/** The anchors of a program. */
export function readAnchors(text: string): Anchor[] {
  return text.split('\n').flatMap((line, index) => {
    const [, carets = '', code] = line.match(RE_ANCHOR) ?? [];
    return code ? [{ line: index + 1 - carets.length, code }] : [];
  });
}

/** The text as a slide shows it: an anchor is for the checker, not for the audience. */
export function withoutAnchors(text: string): string {
  return text
    .split('\n')
    .map(line => line.replace(RE_ANCHOR, ''))
    .join('\n');
}

/** The anchors on whose line rustc reports no such error. */
export function missedAnchors(anchors: readonly Anchor[], diagnostics: readonly Diagnostic[]): Anchor[] {
  return anchors.filter(
    ({ line, code }) =>
      !diagnostics.some(
        diagnostic =>
          diagnostic.code === code && diagnostic.spans.some(span => span.primary && span.line === line),
      ),
  );
}
