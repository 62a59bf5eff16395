import type { ImportBlock, UnclearImport } from './blocks.ts';
import type { Line } from './lines.ts';

const RE_IMPORT = /^(\s*)<<<\s*([^\s#]+)(?:#([^\s{[]+))?(?:\s+([^#\s].*))?\s*$/;
/** An import that Slidev would take for one, or that its author meant as one, but that says nothing clear. */
const RE_UNCLEAR = /^\s*(?:[-*+>]\s*|\d+[.)]\s*)*<<<(?!<)/;

/** The import of a snippet on a line outside of fences; undefined where there is none. */
export function readImport({ text, number }: Line): ImportBlock | UnclearImport | undefined {
  const lines = { from: number, to: number };
  const match = text.match(RE_IMPORT);
  if (!match) return RE_UNCLEAR.test(text) ? { kind: 'unclear-import', ...lines } : undefined;
  const [, indent = '', reference = '', region, info = ''] = match;
  return { kind: 'import', reference, ...(region === undefined ? {} : { region }), info, indent, ...lines };
}
