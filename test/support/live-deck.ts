import { type RunningOxideck, startOxideck } from './run-oxideck.ts';
import { freePort } from './site.ts';

/** A deck for the engineers of a copied talk, as `dev` serves it. */
export interface LiveDeck {
  /** The talk's folder. */
  dir: string;
  port: number;
  origin: string;
  /** What `dev` said until it served. */
  said: string;
  running: RunningOxideck;
}

/** How long a file's tests may use it, in milliseconds. */
const PATIENCE = 280_000;

/** Serves the talk until a file's tests are over, and removes it then. */
export async function serveLive(
  copy: { dir: string } & Disposable,
  onCleanup: (end: () => void) => void,
): Promise<LiveDeck> {
  const port = await freePort();
  const args = ['dev', 'engineers', '--talk', copy.dir, '--port', String(port)];
  const running = startOxideck(args, {}, PATIENCE);
  onCleanup(() => {
    running.kill();
    copy[Symbol.dispose]();
  });
  const said = await running.says(/notes +http:\S+/);
  return { dir: copy.dir, port, origin: `http://127.0.0.1:${port}`, said, running };
}
