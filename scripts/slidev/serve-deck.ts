/**
 * Serves one deck live: `node serve-deck.ts <slides.md> <theme> <talk> <port> [open]`. A process of its own, which its
 * parent starts again when what Slidev reads only once has changed. The parent tells it the languages that the talk
 * has programs in: these it runs.
 */
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { createServer, parser, resolveOptions } from '@slidev/cli';
import type { Plugin } from 'vite';
import { createRunner, PAGE_HEADERS } from '../runner/runner.ts';
import type { Language } from '../snippets/expectation.ts';
import { ALL_TOOLS, findTools } from '../snippets/toolchain.ts';
import { withLivePage } from './live-page.ts';
import { findsOwnDependencies } from './own-dependencies.ts';
import { RESTART } from './restart.ts';

const [entry = '', theme = '', talkDir = '', port = '3030', open = ''] = process.argv.slice(2);
let languages: readonly Language[] = [];
process.on('message', (message: { languages: readonly Language[] }) => ({ languages } = message));
const tools = findTools(ALL_TOOLS);
const runner = createRunner({ talkDir, languages: () => languages, tools: () => tools });
const options = await resolveOptions({ entry, theme }, 'dev');
options.utils.indexHtml = withLivePage(options.utils.indexHtml, { token: runner.token });
const EDITOR = ['commands', 'lang-python', 'lang-rust', 'language', 'state', 'view']
  .map(name => `@codemirror/${name}`)
  .concat('@lezer/highlight');
/** The fonts lie beside Oxideck, the theme perhaps in the talk. */
const allow = [fileURLToPath(new URL('../..', import.meta.url)), theme, options.userRoot];
const server = await createServer(
  options,
  {
    logLevel: 'warn',
    clearScreen: false,
    cacheDir: join(options.userRoot, '.vite'),
    plugins: [runsPrograms(), findsOwnDependencies()],
    // Found when an editor opens, they would reload the page; they are modules as they come.
    optimizeDeps: { exclude: EDITOR },
    server: {
      host: '127.0.0.1',
      port: Number(port),
      strictPort: false,
      open: open === 'open',
      fs: { allow },
      // Vite would let any page on this machine read the deck, and the runner's token with it.
      cors: false,
      headers: PAGE_HEADERS,
    },
  },
  {
    async loadData(loadedSource) {
      const loaded = await parser.load(options, entry, loadedSource, 'dev');
      const { themeMeta } = options.data;
      const config = parser.resolveConfig(loaded.headmatter, themeMeta, entry);
      const before = options.data;
      const restart =
        !isDeepStrictEqual(loaded.headmatter, before.headmatter) ||
        (loaded.features.katex && !before.features.katex) ||
        (loaded.features.monaco && !before.features.monaco);
      if (restart) await end(RESTART);
      return { ...loaded, themeMeta, config };
    },
  },
);
await server.listen();
process.send?.({ port: server.config.server.port ?? Number(port), address: server.resolvedUrls?.local[0] });
// The parent is gone, however it ended: nobody would end this server.
process.on('disconnect', () => void end(0));

async function end(code: number): Promise<never> {
  await runner.close();
  process.exit(code);
}

function runsPrograms(): Plugin {
  return {
    name: 'oxideck:runner',
    configureServer: ({ middlewares }) => void middlewares.use(runner.handle),
    closeBundle: runner.close,
  };
}
