import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Problem } from '../../diagnostics/problem.ts';
import { blankStringsAndComments } from '../../languages/rust/shape.ts';
import { findFunctions, type RustFunction } from './signature.ts';
import { blocksOf } from '../../talk/blocks.ts';
import { leaves } from '../../talk/images.ts';
import { listNames, nearest, unknownName } from '../../diagnostics/nearest.ts';
import type { Slide } from '../../talk/section.ts';
import { NUMBER_TYPES, type NumberType } from './numbers.ts';
import { type Fault, readArguments, readDigits, readLabels, readRanges } from './wasm-attributes.ts';
import type { WasmElement } from '../../talk/wasm-elements.ts';

/** A parameter as the slide lets it be changed. */
export interface WasmParameter {
  name: string;
  label: string;
  type: NumberType;
  /** What it begins with, as its author wrote it. */
  value: string;
  /** From, to, and the step, where it can be dragged. */
  range?: readonly number[];
}

/** A function of a Rust program that a slide calls in the browser. */
export interface WasmCall {
  /** The program, relative to the talk's folder. */
  path: string;
  source: string;
  name: string;
  parameters: readonly WasmParameter[];
  type: NumberType;
  /** What stands before the result. Default: the call. */
  label: string | undefined;
  digits: number | undefined;
  /** What the slide's author says comes out. */
  expect: { text: string; line: number } | undefined;
  timed: boolean;
  slide: string;
  file: string;
  line: number;
  /** The lines that it stands on, in the section's file. */
  from: number;
  to: number;
  indent: string;
}

const ATTRIBUTES = ['src', 'call', 'args', 'labels', 'ranges', 'result', 'digits', 'expect', 'timed'];
const EXAMPLE = '`<Wasm src="@/snippets/wasm/loan.rs" call="payment" :args="[1000, 5]" />`';
const UNCLEAR = {
  kind: 'unclear-wasm',
  message: 'this `<Wasm>` cannot be read',
  help: `write it on lines of its own, closed by \`/>\`, as in ${EXAMPLE}`,
};
const RE_OTHER_FILES = /\bmod\s+\w+\s*;|\binclude(?:_str|_bytes)?!/;

/** The calls of a slide, and what is wrong with the way they are written. */
export function findWasm(slide: Slide, talkDir: string): { calls: WasmCall[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const calls = blocksOf(slide, 'wasm').flatMap(({ element, from }) => {
    if (!element) {
      problems.push(at(slide, from, UNCLEAR));
      return [];
    }
    const { call, faults } = readElement(element, slide, talkDir);
    problems.push(...faults.map(({ line, ...fault }) => at(slide, line ?? element.line, fault)));
    return call ? [call] : [];
  });
  return { calls, problems };
}

function readElement(
  element: WasmElement,
  slide: Slide,
  talkDir: string,
): { call?: WasmCall; faults: Fault[] } {
  const { attributes, line, from, to, indent } = element;
  const faults: Fault[] = [];
  for (const [name, place] of attributes) {
    if (ATTRIBUTES.includes(name)) continue;
    const help = `the attributes are ${listNames(ATTRIBUTES)}`;
    faults.push({
      kind: 'wasm-attribute',
      message: unknownName('attribute', name, ATTRIBUTES),
      help,
      line: place.line,
    });
  }
  for (const name of ['src', 'call']) {
    // The misspelt one has been told already.
    const misspelt = [...attributes.keys()].some(
      other => !ATTRIBUTES.includes(other) && nearest(other, [name]),
    );
    if (attributes.get(name)?.text || misspelt) continue;
    const message = `this \`<Wasm>\` has no \`${name}\``;
    faults.push({ kind: 'wasm-attribute', message, help: `write it as in ${EXAMPLE}` });
  }
  const src = attributes.get('src');
  const called = attributes.get('call');
  if (!src?.text || !called?.text) return { faults };
  const found = readSource(src.text, slide, talkDir);
  if ('kind' in found) return { faults: [...faults, { ...found, line: src.line }] };
  const checked = checkFunction(findFunctions(found.source), called.text, found.path);
  if ('kind' in checked) return { faults: [...faults, { ...checked, line: called.line }] };
  const { parameters, result } = checked;
  const values = readArguments(attributes.get('args'), parameters, called.text, faults);
  const labels = readLabels(attributes.get('labels'), parameters, faults);
  const ranges = readRanges(attributes.get('ranges'), parameters, values, faults);
  const digits = readDigits(attributes.get('digits'), faults);
  if (faults.length > 0) return { faults };
  return {
    faults,
    call: {
      ...found,
      name: called.text,
      parameters: parameters.map((parameter, index) => {
        const range = ranges[index];
        const label = labels[index] ?? parameter.name.replaceAll('_', ' ');
        return { ...parameter, label, value: values[index] ?? '', ...(range ? { range } : {}) };
      }),
      type: result,
      label: attributes.get('result')?.text,
      digits,
      expect: attributes.get('expect'),
      timed: attributes.has('timed'),
      ...{ slide: slide.id, file: slide.file, line, from, to, indent },
    },
  };
}

function readSource(
  reference: string,
  slide: Slide,
  talkDir: string,
): { path: string; source: string } | Fault {
  const absolute = reference.startsWith('@/')
    ? join(talkDir, reference.slice(2))
    : resolve(talkDir, dirname(slide.file), reference);
  const path = relative(talkDir, absolute).replaceAll('\\', '/');
  if (leaves(absolute, talkDir) || !path.startsWith('snippets/')) {
    return {
      kind: 'outside-talk',
      message: `the program \`${reference}\` does not lie in the talk's \`snippets/\``,
      help: 'put it there, and name it `@/snippets/wasm/….rs`',
    };
  }
  if (!path.endsWith('.rs') || !statSync(absolute, { throwIfNoEntry: false })?.isFile()) {
    return {
      kind: 'missing-wasm',
      message: `there is no Rust file \`${path}\``,
      help: 'mend the path: `@/` stands for the talk’s folder, as in `@/snippets/wasm/loan.rs`',
    };
  }
  const source = readFileSync(absolute, 'utf8');
  if (!RE_OTHER_FILES.test(blankStringsAndComments(source))) return { path, source };
  return {
    kind: 'wasm-files',
    message: `\`${path}\` takes in other files`,
    help: 'write what it needs into the file itself: what a slide runs is one file',
  };
}

function checkFunction(
  functions: readonly RustFunction[],
  name: string,
  path: string,
): { parameters: { name: string; type: NumberType }[]; result: NumberType } | Fault {
  const exported = functions.filter(entry => entry.exported);
  const named = functions.find(entry => entry.name === name);
  const kind = 'wasm-function';
  if (!named) {
    const names = exported.map(entry => entry.name);
    const help = `the functions of \`${path}\` that a slide can call are ${listNames(names)}`;
    return { kind, message: unknownName('function', name, names), help };
  }
  if (!named.exported) {
    const message = `\`${name}\` of ${path}:${named.line} is hidden from the page`;
    return {
      kind,
      message,
      help: `write \`#[no_mangle] pub extern "C" fn ${name}(…)\`, without generic types`,
    };
  }
  const types = [...named.parameters.map(({ type }) => type), named.result];
  const other = types.find(type => !isNumberType(type));
  if (other === undefined) {
    const parameters = named.parameters.map(entry => ({ name: entry.name, type: entry.type as NumberType }));
    return { parameters, result: named.result as NumberType };
  }
  const message = `\`${name}\` of ${path}:${named.line} has the type \`${other}\``;
  return { kind: 'wasm-type', message, help: `the page hands over numbers only: ${listNames(NUMBER_TYPES)}` };
}

function isNumberType(type: string): type is NumberType {
  return (NUMBER_TYPES as readonly string[]).includes(type);
}

function at(slide: Slide, line: number, fault: Omit<Fault, 'line'>): Problem {
  return { severity: 'error', ...fault, file: slide.file, line, slide: slide.id };
}
