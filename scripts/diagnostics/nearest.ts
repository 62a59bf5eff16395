import { distance } from 'fastest-levenshtein';

/** The valid name closest to a mistyped one, or undefined when none is near enough to suggest. */
export function nearest(name: string, valid: Iterable<string>): string | undefined {
  const lower = name.toLowerCase();
  const candidates = [...valid].map(candidate => {
    const other = candidate.toLowerCase();
    const prefix = other.startsWith(lower) || lower.startsWith(other);
    return { candidate, far: prefix && lower.length > 2 ? 1 : distance(lower, other) };
  });
  candidates.sort((a, b) => a.far - b.far);
  const best = candidates[0];
  return best && best.far <= Math.ceil(name.length / 3) ? best.candidate : undefined;
}

/** `unknown audience \`exec\`: did you mean \`execs\`?`, or without the question when nothing is near. */
export function unknownName(what: string, name: string, valid: Iterable<string>): string {
  const suggestion = nearest(name, valid);
  return `unknown ${what} \`${name}\`${suggestion ? `: did you mean \`${suggestion}\`?` : ''}`;
}

/** `a`, `b` and `c`, quoted, for the help of a message; "none" when there are none. */
export function listNames(names: Iterable<string>): string {
  const quoted = [...names].map(name => `\`${name}\``);
  if (quoted.length === 0) return 'none';
  return quoted.length === 1 ? `${quoted[0]}` : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
