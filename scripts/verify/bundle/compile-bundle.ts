import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeBundle, ownerOf } from './bundle.ts';
import { SUPERVISOR_CRATE } from '../sandbox/build-supervisor.ts';
import { buildTimeout } from '../../languages/rust/compiler-failure.ts';
import { filesWithErrors } from '../../languages/rust/files-with-errors.ts';
import type { Program } from '../programs/program.ts';
import type { OnOutput } from '../../system/run.ts';
import { fileNameOf } from '../../languages/rust/place-program.ts';
import { callRustc } from '../../languages/rust/rustc.ts';

/** What rustc made of a bundle. */
export interface CompiledBundle {
  ok: boolean;
  /** The programs to which errors belong, by their indices; when rustc was ended early, maybe not all of them. */
  faulty: Set<number>;
  /** Whether it took too long, or was interrupted. */
  late: boolean;
}

export interface CompileBundleOptions {
  rustc: string;
  talkDir: string;
  externs: readonly string[];
  /** The library that runs the programs of a bundle. */
  supervisor: string;
  /** An empty folder for its files. */
  scratch: string;
  /** Where the bundle is to lie, if it is to run. */
  executable: string | undefined;
  attempt: Attempt;
  signal?: AbortSignal | undefined;
}

/** `again`: what is left of a bundle that had errors. */
export type Attempt = 'first' | 'again';

/** Seconds: a bundle takes one or two. */
const BUNDLE_TIMEOUT = 20;
/** Several bundles share the cores, and need no copy of the standard library each. */
const FAST = ['-Cprefer-dynamic', '-Crpath'];
/** One at first, as the others keep all cores busy; what is built again is the last to end, with a core to spare. */
const UNITS = { first: 1, again: 3 };
/**
 * Milliseconds without a further error after which rustc is ended at the first attempt. It tells of types before it
 * looks at borrows, which takes as long again, for a bundle that is lost already.
 */
const PATIENCE = 12;

export async function compileBundle(
  programs: readonly Program[],
  { scratch, executable, signal, attempt, ...options }: CompileBundleOptions,
): Promise<CompiledBundle> {
  const [first] = programs;
  if (!first) throw new Error('a bundle holds at least one program');
  const bundle = makeBundle(programs, program => fileNameOf(program, options.talkDir), !!executable);
  for (const [path, text] of bundle.files) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  const emit = executable
    ? ['-o', executable, '--extern', `${SUPERVISOR_CRATE}=${options.supervisor}`]
    : ['--emit=metadata'];
  const args = [
    bundle.root,
    '--crate-name=bundle',
    ...emit,
    ...options.externs,
    ...(options.externs.length > 0 ? [] : FAST),
    `-Ccodegen-units=${UNITS[attempt]}`,
  ];
  const timeout = Math.min(BUNDLE_TIMEOUT, ...programs.map(buildTimeout));
  const lost = attempt === 'first' ? watchForErrors() : undefined;
  const signals = [signal, lost?.signal].filter(each => each !== undefined);
  const call = { cwd: scratch, args, own: scratch, timeout, onOutput: lost?.onOutput };
  const result = await callRustc(first, options.rustc, { ...call, signal: AbortSignal.any(signals) });
  const late = result.cutOff !== undefined && !(lost?.signal.aborted && result.cutOff === 'interrupted');
  return { ok: result.exitCode === 0, faulty: faultyIn(result.stderr), late };
}

function faultyIn(stderr: string): Set<number> {
  const owners = filesWithErrors(stderr, file => ownerOf(file) !== undefined);
  return new Set([...owners].flatMap(file => ownerOf(file) ?? []));
}

/** Aborts when the last error of a program is `PATIENCE` old. */
function watchForErrors(): { signal: AbortSignal; onOutput: OnOutput } {
  const lost = new AbortController();
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: lost.signal,
    onOutput: (stream, chunk) => {
      if (stream === 'stdout') return;
      said += chunk.toString();
      clearTimeout(timer);
      timer = setTimeout(() => faultyIn(said).size > 0 && lost.abort(), PATIENCE).unref();
    },
  };
}
