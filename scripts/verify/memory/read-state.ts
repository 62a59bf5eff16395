import { listNames, nearest } from '../../diagnostics/nearest.ts';

/** What an author writes of a variable, not yet held against the steps before. */
export type Written =
  | { kind: 'owns' | 'value'; text: string }
  | { kind: 'takes' | 'shares'; of: string }
  | { kind: 'borrows'; of: string; mut: boolean }
  | { kind: 'moved' | 'gone' | 'ended' | 'empty' };

export interface Fault {
  kind: string;
  message: string;
  help: string;
}

const WORDS = ['moved', 'gone', 'ended', 'empty'] as const;
const KEYS = ['owns', 'value', 'takes', 'borrows', 'shares'] as const;
const HELP =
  'write `{ owns: text }`, `{ value: text }`, `{ takes: name }`, `{ borrows: name, mut: true }` or `{ shares: name }`, or a word: `moved`, `gone`, `ended`, `empty`';
/** Longer texts do not fit into a box of the picture, in characters. */
export const LONGEST_TEXT = 20;

/** Reads the state of a variable from its YAML. */
export function readState(name: string, value: unknown): Written | Fault {
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'value', text: String(value) };
  if (typeof value === 'string') {
    const word = WORDS.find(known => known === value);
    if (word) return { kind: word };
    const guess = nearest(value, WORDS);
    return fault(`\`${name}: ${value}\` is no state${guess ? `: did you mean \`${guess}\`?` : ''}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault(`\`${name}\` has no state`);
  const given = Object.keys(value).filter(key => key !== 'mut');
  const [key] = given;
  if (given.length > 1) return fault(`\`${name}\` has several states at once: ${listNames(given)}`);
  const known = KEYS.find(one => one === key);
  if (!known) {
    const guess = key === undefined ? undefined : nearest(key, KEYS);
    return fault(
      `\`${name}\` has no state that is known${key ? `: \`${key}\`` : ''}${guess ? `: did you mean \`${guess}\`?` : ''}`,
    );
  }
  const { mut = false, [known]: content } = value as Record<string, unknown>;
  if (typeof mut !== 'boolean') return fault(`\`mut\` of \`${name}\` is neither true nor false`);
  if ('mut' in value && known !== 'borrows') return fault(`\`${name}\` is \`mut\`, and borrows nothing`);
  if (known === 'owns' || known === 'value') return readText(name, known, content);
  if (typeof content !== 'string' || content === '')
    return fault(`\`${known}\` of \`${name}\` names nothing`);
  return known === 'borrows' ? { kind: known, of: content, mut } : { kind: known, of: content };
}

function readText(name: string, kind: 'owns' | 'value', content: unknown): Written | Fault {
  if (!['string', 'number', 'boolean'].includes(typeof content) || content === '')
    return fault(`\`${kind}\` of \`${name}\` has no text`);
  const text = String(content).replace(/\s+/g, ' ').trim();
  if (text.length <= LONGEST_TEXT) return { kind, text };
  return {
    kind: 'long-text',
    message: `the text of \`${name}\` has ${text.length} characters, and a box has room for ${LONGEST_TEXT}`,
    help: 'write it shorter: the picture needs no more than tells it from the others',
  };
}

function fault(message: string): Fault {
  return { kind: 'invalid-state', message, help: HELP };
}
