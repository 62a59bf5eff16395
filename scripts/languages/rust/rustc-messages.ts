/** A message of rustc's `--error-format=json`: https://doc.rust-lang.org/rustc/json.html */
export interface RustcMessage extends RustcNote {
  level: Level;
  code: { code: string } | null;
  children: RustcNote[];
  rendered: string | null;
}

export interface RustcNote {
  level: string;
  message: string;
  spans: RustcSpan[];
}

export interface RustcSpan {
  file_name: string;
  line_start: number;
  line_end: number;
  column_start: number;
  column_end: number;
  is_primary: boolean;
  label: string | null;
  /** What rustc would write here; only in the children of a message. */
  suggested_replacement: string | null;
  suggestion_applicability: string | null;
  /** What a macro's code was expanded from. */
  expansion: { span: RustcSpan; macro_decl_name: string } | null;
}

const LEVELS = ['error', 'warning', 'note', 'help'] as const;
type Level = (typeof LEVELS)[number];

const RE_ABORTING = /^aborting due to |^\d+ warnings? emitted$/;

/** rustc's messages, without its closing summary. Other lines may come from a procedural macro. */
export function readMessages(stderr: string): RustcMessage[] {
  return stderr.split('\n').flatMap(line => {
    const message = line.startsWith('{') ? parseJson(line) : undefined;
    if (!isMessage(message) || RE_ABORTING.test(message.message)) return [];
    const level = LEVELS.find(name => message.level.startsWith(name));
    return level ? [{ ...message, level }] : [];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A line that was cut off when rustc was ended.
    return undefined;
  }
}

type Test = (value: unknown) => boolean;

// No library of schemas: to load one takes as long as rustc needs to find the error that is waited for.
const isText: Test = value => typeof value === 'string';
const isNumber: Test = value => typeof value === 'number';
const orNull =
  (test: Test): Test =>
  value =>
    value === null || test(value);
const areAll =
  (test: Test): Test =>
  value =>
    Array.isArray(value) && value.every(test);
const hasFields =
  (fields: Record<string, Test>): Test =>
  value =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, test]) => test((value as Record<string, unknown>)[name]));

const isSpan: Test = hasFields({
  file_name: isText,
  line_start: isNumber,
  line_end: isNumber,
  column_start: isNumber,
  column_end: isNumber,
  is_primary: value => typeof value === 'boolean',
  label: orNull(isText),
  suggested_replacement: orNull(isText),
  suggestion_applicability: orNull(isText),
  expansion: orNull(hasFields({ span: value => isSpan(value), macro_decl_name: isText })),
});

const NOTE = { level: isText, message: isText, spans: areAll(isSpan) };

const isMessage = hasFields({
  ...NOTE,
  code: orNull(hasFields({ code: isText })),
  children: areAll(hasFields(NOTE)),
  rendered: orNull(isText),
}) as (value: unknown) => value is RustcMessage;
