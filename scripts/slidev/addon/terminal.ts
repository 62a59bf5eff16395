/** What a piece of rustc's text is: where it points, or what it quotes. */
export interface TerminalPiece {
  kind:
    'plain' | 'strong' | 'error' | 'warning' | 'note' | 'help' | 'gutter' | 'primary' | 'secondary' | 'fix';
  text: string;
}

const RE_HEAD = /^(error|warning)((?:\[[^\]]*\])?)(:.*)$/;
const RE_CHILD = /^(\s*=\s|)(note|help)(:.*)$/;
const RE_ARROW = /^(\s*(?:-->|:::))(.*)$/;
const RE_CHANGED = /^(\s*(?:\d+|LL)\s)([+~-])(\s.*)$/;
const RE_QUOTED = /^(\s*(?:\d+|LL|\.\.\.)?\s*\|)(.*)$/;
/** A run that points, alone among spaces and the rules that lead to labels. */
const RE_RUN = /(?<=^|[\s|_])(\^+|-+|\++|~+)(?=$|[\s^\-+~|_])/g;
const RUNS: Record<string, TerminalPiece['kind']> = {
  '^': 'primary',
  '-': 'secondary',
  '+': 'fix',
  '~': 'fix',
};

/**
 * A line of rustc's text with the colours that a terminal gives it, as far as they follow from its form. By hand: the
 * record, of which decks are built without rustc, holds its text without colours.
 */
export function colourLine(line: string): TerminalPiece[] {
  const head = line.match(RE_HEAD);
  if (head) {
    return pieces([head[1] === 'error' ? 'error' : 'warning', `${head[1]}${head[2]}`], ['strong', head[3]]);
  }
  const child = line.match(RE_CHILD);
  if (child)
    return pieces(
      ['gutter', child[1]],
      [child[2] === 'help' ? 'help' : 'note', child[2]],
      ['plain', child[3]],
    );
  const arrow = line.match(RE_ARROW);
  if (arrow) return pieces(['gutter', arrow[1]], ['plain', arrow[2]]);
  const changed = line.match(RE_CHANGED);
  if (changed) return pieces(['gutter', changed[1]], ['fix', `${changed[2]}${changed[3]}`]);
  const quoted = line.match(RE_QUOTED);
  if (!quoted) return pieces(['plain', line]);
  const [, gutter = '', rest = ''] = quoted;
  const code = /\d/.test(gutter);
  return [...pieces(['gutter', gutter]), ...(code ? pieces(['plain', rest]) : pointed(rest))];
}

/** A line that points: each label has the colour of its run. */
function pointed(text: string): TerminalPiece[] {
  const found: TerminalPiece[] = [];
  let kind: TerminalPiece['kind'] = 'secondary';
  let at = 0;
  for (const run of text.matchAll(RE_RUN)) {
    found.push(...pieces([kind, text.slice(at, run.index)]));
    kind = RUNS[run[0][0] ?? ''] ?? kind;
    at = run.index;
  }
  return [...found, ...pieces([kind, text.slice(at)])];
}

function pieces(...list: [TerminalPiece['kind'], string | undefined][]): TerminalPiece[] {
  return list.flatMap(([kind, text]) => (text ? [{ kind, text }] : []));
}
