import { listNames } from '../../diagnostics/nearest.ts';
import { type NumberType, parseNumber } from './numbers.ts';

/** What is wrong with an attribute; the place is that of the element where no line is named. */
export interface Fault {
  kind: string;
  message: string;
  help: string;
  line?: number;
}

type Attribute = { text: string; line: number } | undefined;
type Parameters = readonly { name: string; type: NumberType }[];

const RE_LIST = /^\s*\[(.*)\]\s*$/s;

/** The values to begin with: texts, as 64 bits do not fit into a number of JavaScript. */
export function readArguments(
  attribute: Attribute,
  parameters: Parameters,
  called: string,
  faults: Fault[],
): string[] {
  const inside = attribute ? attribute.text.match(RE_LIST)?.[1] : '';
  const values = inside?.trim() ? inside.split(',').map(value => value.trim()) : [];
  const at = attribute ? { line: attribute.line } : {};
  if (inside === undefined || values.length !== parameters.length) {
    const takes = parameters.map(({ name, type }) => `${name}: ${type}`).join(', ');
    faults.push({
      kind: 'wasm-arguments',
      message:
        inside === undefined
          ? `\`${attribute?.text}\` is no list`
          : `\`${called}(${takes})\` is given ${values.length} of ${parameters.length} values`,
      help: `write one value for each parameter, as in \`:args="[${parameters.map(example).join(', ')}]"\``,
      ...at,
    });
    return values;
  }
  for (const [index, { name, type }] of parameters.entries()) {
    const text = values[index] ?? '';
    const parsed = parseNumber(text, type);
    if ('value' in parsed) continue;
    const message = `\`${text}\` is no ${type}, which \`${name}\` of \`${called}\` is`;
    faults.push({ kind: 'wasm-arguments', message, help: `write ${parsed.must}`, ...at });
  }
  return values;
}

function example({ type }: { type: NumberType }): string {
  return type === 'bool' ? 'true' : type.startsWith('f') ? '3.4' : '3';
}

/** A comma-separated list, a label for each parameter. */
export function readLabels(attribute: Attribute, parameters: Parameters, faults: Fault[]): string[] {
  const labels = attribute?.text.split(',').map(label => label.trim()) ?? [];
  if (attribute && (labels.length !== parameters.length || labels.includes(''))) {
    faults.push({
      kind: 'wasm-labels',
      message: `\`${attribute.text}\` labels ${labels.filter(Boolean).length} of ${parameters.length} parameters`,
      help: `write one for each of ${listNames(parameters.map(({ name }) => name))}, with commas between them`,
      line: attribute.line,
    });
  }
  return labels;
}

/** For each parameter that can be dragged: from, to, and the step, which is 1 by default. */
export function readRanges(
  attribute: Attribute,
  parameters: Parameters,
  values: readonly string[],
  faults: Fault[],
): (readonly number[] | undefined)[] {
  if (!attribute) return [];
  const refuse = (message: string, help: string) =>
    void faults.push({ kind: 'wasm-ranges', message, help, line: attribute.line });
  const ranges = parse(attribute.text);
  if (!Array.isArray(ranges) || ranges.length !== parameters.length || !ranges.every(isRange)) {
    refuse(
      `\`${attribute.text}\` is no list of ranges for ${parameters.length} parameters`,
      'write `[from, to]` or `[from, to, step]` for each parameter, and `null` for one that is only typed',
    );
    return [];
  }
  return ranges.map((range: number[] | null, index) => {
    const { name, type } = parameters[index] ?? { name: '', type: 'f64' as const };
    if (!range) return undefined;
    const [from = 0, to = 0, step = 1] = range;
    const whole = range.every(number => 'value' in parseNumber(String(number), type));
    const value = Number(values[index]);
    if (type === 'bool' || !whole)
      refuse(
        `\`${name}\` is no ${type} on all of its range`,
        `write numbers that an ${type} can hold, or \`null\``,
      );
    else if (!(from < to && step > 0))
      refuse(
        `the range of \`${name}\` goes from ${from} to ${to} in steps of ${step}`,
        'write the smaller number first, and a step above 0',
      );
    else if (value < from || value > to)
      refuse(
        `\`${name}\` begins with ${value}, outside of ${from} to ${to}`,
        'widen the range, or begin within it',
      );
    return [from, to, step];
  });
}

/** How many decimals the result has. */
export function readDigits(attribute: Attribute, faults: Fault[]): number | undefined {
  if (!attribute) return undefined;
  const digits = Number(attribute.text || NaN);
  if (Number.isInteger(digits) && digits >= 0 && digits <= 15) return digits;
  const message = `\`${attribute.text}\` is no number of decimals`;
  faults.push({
    kind: 'wasm-digits',
    message,
    help: 'write a whole number from 0 to 15',
    line: attribute.line,
  });
  return undefined;
}

function isRange(range: unknown): range is number[] | null {
  if (range === null) return true;
  return (
    Array.isArray(range) && [2, 3].includes(range.length) && range.every(number => Number.isFinite(number))
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says what it must be.
    return undefined;
  }
}
