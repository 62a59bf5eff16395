import { reactive } from 'vue';
import { shapeRust } from '../../../languages/rust/shape.ts';
import { readLivePage, runHere } from './local.ts';
import { askPlayground, playgroundLink } from './playground.ts';
import type { RunnableProgram } from './program.ts';
import { addSaid, outcomeOfAnswer, outcomeOfRun, recordedView, type View } from './view.ts';

/** A program on a slide while its deck is open. */
export interface Session {
  view: View;
  /** Where it would run: on the machine that serves the deck, on the public Playground, or nowhere. */
  where: 'here' | 'playground' | 'nowhere';
  /** How far its lines stand from those of what is compiled. */
  moved: number;
  /** A link that opens it, as it stands, in the Playground; undefined for one that no link can hold. */
  link(): string | undefined;
  isEdited(): boolean;
  run(): Promise<void>;
  stop(): void;
  /** Back to the program and the verdict of the slide. */
  reset(): void;
}

const live = readLivePage();
/** The name of this page to the runner, which runs one program at a time for each. */
let page: string | undefined;

export function createSession(program: RunnableProgram): Session {
  const view = reactive<View>(freshView(program));
  let current: AbortController | undefined;
  const text = () => (program.inline ? shapeRust(view.code, { testHarness: program.tests }).text : view.code);
  const isEdited = () => view.code !== program.code;
  const show = (change: Partial<View>) => void Object.assign(view, change);

  async function askHere(token: string, signal: AbortSignal): Promise<void> {
    const { language, edition, tests, timeout } = program;
    page ??= crypto.randomUUID();
    const request = {
      page,
      language,
      tests,
      timeout,
      code: text(),
      ...(language === 'rust' ? { edition } : {}),
    };
    const place = 'on this laptop';
    show({ word: 'compiling', place });
    await runHere(
      token,
      request,
      event => {
        if (signal.aborted) return;
        if ('stage' in event) show({ word: STAGES[event.stage] });
        else if ('stream' in event) show({ said: addSaid(view.said, event) });
        else show({ phase: 'over', ...outcomeOfRun(event.end) });
      },
      signal,
    );
  }

  async function askThere(signal: AbortSignal): Promise<void> {
    const place = 'on the Rust Playground';
    show({ word: 'asking the Playground', place });
    const answer = await askPlayground(program, text(), signal);
    if (signal.aborted) return;
    if (!answer) return show({ phase: 'over', ...recordedView(program.recorded, isEdited()) });
    const pieces = (['stdout', 'stderr'] as const).map(stream => ({ stream, text: answer[stream] }));
    show({ phase: 'over', place, said: pieces.filter(piece => piece.text), ...outcomeOfAnswer(answer) });
  }

  return {
    view,
    where: live ? 'here' : program.playground ? 'playground' : 'nowhere',
    moved: program.inline ? -1 : 0,
    link: () => playgroundLink(program, text()),
    isEdited,
    async run() {
      current?.abort();
      const own = (current = new AbortController());
      show({ phase: 'busy', kind: 'muted', said: [] });
      try {
        await (live ? askHere(live.token, own.signal) : askThere(own.signal));
        if (!own.signal.aborted && view.phase === 'busy') throw new Error('the runner has gone');
      } catch (error) {
        if (own.signal.aborted) return;
        show({ phase: 'over', kind: 'panics', word: `not run: ${(error as Error).message}` });
      }
    },
    stop() {
      if (view.phase !== 'busy') return;
      current?.abort();
      show({ phase: 'over', kind: 'panics', word: 'stopped' });
    },
    reset() {
      current?.abort();
      show(freshView(program));
    },
  };
}

const STAGES = { crates: 'building crates', compiling: 'compiling', running: 'running' };

function freshView({ code }: RunnableProgram): View {
  return { code, editing: false, phase: 'idle', kind: 'muted', word: '', place: '', said: [] };
}
