/**
 * Builds one deck's web folder: `node build-deck.ts <slides.md> <theme> <out> [notes]`. A process of its own, as Slidev
 * keeps the first deck's roots for the whole process.
 */
import { join, resolve } from 'node:path';
import { resolveOptions, ViteSlidevPlugin } from '@slidev/cli';
import { build, type Plugin } from 'vite';
import { findsOwnFonts } from './own-fonts.ts';

const [entry = '', theme = '', out = '', notes = ''] = process.argv.slice(2);
// A comment at the end of a slide is notes to Slidev, whoever wrote it there.
const withoutNotes = notes !== 'notes';
const options = await resolveOptions({ entry, theme, withoutNotes }, 'build');
const { config, headmatter } = options.data;
// The resolved path would travel with the deck's configuration.
config.theme = headmatter.theme = 'oxideck';

const indexHtml = resolve(options.userRoot, 'index.html');
await build({
  root: options.userRoot,
  base: './',
  configFile: false,
  logLevel: 'error',
  cacheDir: join(options.userRoot, '.vite'),
  define: { __VUE_PROD_DEVTOOLS__: false },
  plugins: [...(await ViteSlidevPlugin(options)), findsOwnFonts(), servesIndex(), printable()],
  build: {
    outDir: out,
    emptyOutDir: true,
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { input: { index: indexHtml } },
  },
});

/** Slidev has its page in memory, not in a file. */
function servesIndex(): Plugin {
  return {
    name: 'oxideck:index-html',
    enforce: 'pre',
    resolveId: id => (id === indexHtml ? id : null),
    load: id => (id === indexHtml ? options.utils.indexHtml : null),
  };
}

/** Slidev leaves the print route out of a build, unless it prints the PDF itself with another browser. */
function printable(): Plugin {
  return {
    name: 'oxideck:print-route',
    enforce: 'post',
    config: () => ({ define: { __SLIDEV_FEATURE_PRINT__: 'true' } }),
  };
}
