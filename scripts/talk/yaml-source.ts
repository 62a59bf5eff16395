import { type Alias, type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { Problem } from '../diagnostics/problem.ts';
import { listNames, nearest } from '../diagnostics/nearest.ts';

type Path = readonly PropertyKey[];
type JsonSchema = { properties?: Record<string, JsonSchema>; items?: JsonSchema; description?: string };

/** YAML whose values know the lines they stand on. */
export interface YamlSource {
  value: unknown;
  problems: Problem[];
  /** The line in the file of the value at a path, or of the nearest parent that exists. */
  lineOf(path: Path): number;
  /** The line in the file of a key of the mapping at a path. */
  lineOfKey(path: Path, key: string): number;
}

/** @param firstLine the line in the file on which the text begins, from 1 */
export function parseYaml(text: string, file: string, firstLine = 1): YamlSource {
  const counter = new LineCounter();
  const doc = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
  const lastLine = text.trimEnd().split('\n').length;
  const lineAt = (offset: number) => Math.min(counter.linePos(offset).line, lastLine) + firstLine - 1;
  const { value, fault } = toValues(doc);
  const faults = [
    ...doc.errors.map(error => ({ message: error.message, line: lineAt(error.pos[0]) })),
    ...(fault ? [{ message: fault, line: lineAt(offsetOfAlias(doc)) }] : []),
  ];
  return {
    value,
    problems: faults.map(({ message, line }) => malformed(message, file, line)),
    lineOf: path => lineAt(offsetOf(doc, path)),
    lineOfKey: (path, key) => {
      const map = path.length === 0 ? doc.contents : doc.getIn(path, true);
      const pair = isMap(map)
        ? map.items.find(item => isScalar(item.key) && item.key.value === key)
        : undefined;
      return lineAt(isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(doc, path));
    },
  };
}

/** An alias that names nothing, or a heap of them, is found only when the values are taken. */
function toValues(doc: Document): { value?: unknown; fault?: string } {
  if (doc.errors.length > 0) return {};
  try {
    return { value: doc.toJS() };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

/** Where the first alias stands that names nothing, or else the first. */
function offsetOfAlias(doc: Document): number {
  const aliases: Alias[] = [];
  visit(doc, { Alias: (_, alias) => void aliases.push(alias) });
  const culprit = aliases.find(alias => !alias.resolve(doc)) ?? aliases[0];
  return culprit?.range?.[0] ?? 0;
}

function malformed(message: string, file: string, line: number): Problem {
  return {
    kind: 'malformed-yaml',
    severity: 'error',
    message: `malformed YAML: ${message.split('\n')[0]}`,
    help: 'mend the YAML on this line; a text that holds a colon, a hash, a star or a quote goes in quotes',
    file,
    line,
  };
}

/**
 * The value as the schema reads it, or undefined with a problem for each thing that the schema refuses. YAML
 * that could not be parsed gives neither: its problems are the source's own.
 */
export function validate<T extends z.ZodType>(
  source: YamlSource,
  schema: T,
  file: string,
  at: Path = [],
): { value: z.output<T> | undefined; problems: Problem[] } {
  if (source.problems.length > 0) return { value: undefined, problems: [] };
  const value = at.reduce<unknown>((v, key) => (v as Record<PropertyKey, unknown>)?.[key], source.value);
  const result = schema.safeParse(value ?? {});
  if (result.success) return { value: result.data, problems: [] };
  const json = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  const problems = result.error.issues.flatMap(issue => {
    const path = [...at, ...issue.path];
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => unknownKey(key, schemaAt(json, issue.path), file, source.lineOfKey(path, key)))
      : [refused(issue, schemaAt(json, issue.path), file, source.lineOf(path))];
  });
  return { value: undefined, problems };
}

function unknownKey(key: string, schema: JsonSchema, file: string, line: number): Problem {
  const valid = Object.keys(schema.properties ?? {});
  const suggestion = nearest(key, valid);
  return {
    kind: 'unknown-key',
    severity: 'error',
    message: `unknown key \`${key}\`${suggestion ? `: did you mean \`${suggestion}\`?` : ''}`,
    help: `the keys here are ${listNames(valid)}`,
    file,
    line,
  };
}

function refused(issue: z.core.$ZodIssue, schema: JsonSchema, file: string, line: number): Problem {
  const key = issue.path.filter(step => typeof step === 'string').at(-1);
  const missing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  const what = issue.message.replace(/^Invalid (input|option): /, '');
  return {
    kind: missing ? 'missing-key' : 'invalid-value',
    severity: 'error',
    message: missing ? `the key \`${String(key)}\` is missing` : `\`${String(key ?? 'this')}\`: ${what}`,
    help:
      schema.description ??
      `write ${what.replace(/, received .*/, '').replace(/^expected /, 'a value that is ')}`,
    file,
    line,
  };
}

function schemaAt(schema: JsonSchema, path: Path): JsonSchema {
  return path.reduce<JsonSchema>(
    (s, step) => (typeof step === 'number' ? s.items : s.properties?.[String(step)]) ?? {},
    schema,
  );
}

function offsetOf(doc: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = doc.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return doc.contents?.range?.[0] ?? 0;
}
