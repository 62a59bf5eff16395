import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, parser, resolveOptions } from '@slidev/cli';
import type { ViteDevServer } from 'vite';
import { PAGE_HEADERS } from './answer.ts';
import { behindServer } from './vite-behind.ts';
import { withLivePage } from './live-page.ts';
import { findsOwnDependencies } from './own-dependencies.ts';
import { findsOwnFonts } from '../slidev/own-fonts.ts';

export interface LiveDeckOptions {
  /** The generated entry, `slides.md`. */
  entry: string;
  /** The theme's folder. */
  theme: string;
  /** What the page is given to send to its server. */
  token: string;
}

type Loaded = Awaited<ReturnType<typeof parser.load>>;
type Data = Awaited<ReturnType<typeof resolveOptions>>['data'];

const EDITOR = ['commands', 'lang-python', 'lang-rust', 'language', 'state', 'view']
  .map(name => `@codemirror/${name}`)
  .concat('@lezer/highlight');

/**
 * Slidev's own server of a deck, without a port: something must stand in front of it. `onLoad` is told of each edit of
 * the entry before it is shown.
 */
export async function createLiveDeck(
  { entry, theme, token }: LiveDeckOptions,
  onLoad: (loaded: Loaded, before: Data) => Promise<void>,
): Promise<ViteDevServer> {
  const options = await resolveOptions({ entry, theme }, 'dev');
  options.utils.indexHtml = withLivePage(options.utils.indexHtml, { token });
  return createServer(
    options,
    {
      logLevel: 'warn',
      clearScreen: false,
      cacheDir: join(options.userRoot, '.vite'),
      plugins: [findsOwnDependencies(), findsOwnFonts(), behindServer()],
      // Found when an editor opens, they would reload the page; they are modules as they come.
      optimizeDeps: { exclude: EDITOR },
      server: {
        // The fonts lie beside Oxideck, the theme perhaps in the talk.
        fs: { allow: [fileURLToPath(new URL('../..', import.meta.url)), theme, options.userRoot] },
        headers: PAGE_HEADERS,
      },
    },
    {
      async loadData(loadedSource) {
        const loaded = await parser.load(options, entry, loadedSource, 'dev');
        const { themeMeta } = options.data;
        await onLoad(loaded, options.data);
        return { ...loaded, themeMeta, config: parser.resolveConfig(loaded.headmatter, themeMeta, entry) };
      },
    },
  );
}
