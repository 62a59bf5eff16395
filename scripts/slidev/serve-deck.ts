/**
 * Serves one deck live: `node serve-deck.ts <slides.md> <theme> <port> [open]`. A process of its own, which its parent
 * starts again when what Slidev reads only once has changed.
 */
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { createServer, parser, resolveOptions } from '@slidev/cli';
import { RESTART } from './restart.ts';

const [entry = '', theme = '', port = '3030', open = ''] = process.argv.slice(2);
const options = await resolveOptions({ entry, theme }, 'dev');
/** The fonts lie beside Oxideck, the theme perhaps in the talk. */
const allow = [fileURLToPath(new URL('../..', import.meta.url)), theme, options.userRoot];
const server = await createServer(
  options,
  {
    logLevel: 'warn',
    clearScreen: false,
    cacheDir: join(options.userRoot, '.vite'),
    server: {
      host: '127.0.0.1',
      port: Number(port),
      strictPort: false,
      open: open === 'open',
      fs: { allow },
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
      if (restart) process.exit(RESTART);
      return { ...loaded, themeMeta, config };
    },
  },
);
await server.listen();
process.send?.({ port: server.config.server.port ?? Number(port), address: server.resolvedUrls?.local[0] });
// The parent is gone, however it ended: nobody would end this server.
process.on('disconnect', () => process.exit(0));
