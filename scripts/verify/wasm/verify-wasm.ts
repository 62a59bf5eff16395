import type { Problem } from '../../diagnostics/problem.ts';
import { findWasm, type WasmCall } from './find-wasm.ts';
import { runCalls, type WasmShown } from './run-wasm.ts';
import { verifyWasm, type WasmSource } from './verify.ts';
import type { Slide } from '../../talk/section.ts';
import type { Talk } from '../../talk/talk.ts';
import { count } from '../../diagnostics/report.ts';
import type { Context } from '../../commands/command.ts';

/** What slides run in the browser, and what became of its record. */
export interface TalkWasm {
  calls: readonly WasmCall[];
  /** By the keys of the calls. */
  shown: ReadonlyMap<string, WasmShown>;
  problems: Problem[];
  missing: Problem[];
  changed: string[];
}

/** Builds what these slides run, or takes it from the record, and runs it once. */
export async function verifyTalkWasm(
  { report, signal }: Context,
  talk: Talk,
  slides: readonly Slide[],
  options: { mode: 'replace' | 'add'; fresh?: boolean; locked?: boolean },
): Promise<TalkWasm> {
  const start = performance.now();
  const calls = slides.flatMap(slide => findWasm(slide, talk.dir).calls);
  const sources = sourcesOf(calls);
  const { fresh, locked, mode } = options;
  const { modules, problems, missing, changed, remarks } = await verifyWasm(sources, {
    ...{ talkDir: talk.dir, mode, signal, fresh: fresh ?? false, locked: locked ?? false },
    onProgress: message => report.begin(message),
  });
  const ran = problems.some(({ severity }) => severity === 'error')
    ? { shown: new Map<string, WasmShown>(), problems: [] }
    : await runCalls(calls, modules);
  if (calls.length > 0) {
    const recorded = [...modules.values()].filter(module => module.recorded).length;
    const what = `${count(modules.size, 'module')}, ${recorded} recorded, ${count(calls.length, 'call')}`;
    report.done('wasm', what, performance.now() - start);
  }
  for (const remark of remarks) report.note(`recorded, not built here: ${remark}`);
  return { calls, shown: ran.shown, problems: [...problems, ...ran.problems], missing, changed };
}

function sourcesOf(calls: readonly WasmCall[]): WasmSource[] {
  const sources = new Map<string, WasmSource>();
  for (const { path, source, name, parameters, file, line, slide } of calls) {
    const functions = new Map([...(sources.get(path)?.functions ?? []), [name, parameters.length] as const]);
    sources.set(path, { ...(sources.get(path) ?? { path, text: source, file, line, slide }), functions });
  }
  return [...sources.values()];
}
