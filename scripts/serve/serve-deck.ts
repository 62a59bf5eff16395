/**
 * Serves one deck live: `node serve-deck.ts <slides.md> <theme> <talk> <port> [open]`. A process of its own, which its
 * parent starts again when what Slidev reads only once has changed. The parent tells it the languages that the talk
 * has programs in: these it runs.
 */
import { isDeepStrictEqual } from 'node:util';
import open from 'open';
import { RUN_PATH } from './request.ts';
import { createRunner } from './runner.ts';
import { createGatedServer, createToken, listen } from './gated-server.ts';
import { sharedStateEndpoints } from './shared-state.ts';
import { handleByVite, upgradeVite } from './vite-behind.ts';
import type { Language } from '../languages/expectation.ts';
import { ALL_TOOLS, findTools } from '../languages/rust/toolchain.ts';
import { createLiveDeck } from './live-deck.ts';
import { RESTART } from './restart.ts';

const [entry = '', theme = '', talkDir = '', port = '3030', opened = ''] = process.argv.slice(2);
let languages: readonly Language[] = [];
process.on('message', (message: { languages: readonly Language[] }) => ({ languages } = message));
const tools = findTools(ALL_TOOLS);
const runner = createRunner({ talkDir, languages: () => languages, tools: () => tools });
const token = createToken();
const vite = await createLiveDeck({ entry, theme, token }, async (loaded, before) => {
  const restart =
    !isDeepStrictEqual(loaded.headmatter, before.headmatter) ||
    (loaded.features.katex && !before.features.katex) ||
    (loaded.features.monaco && !before.features.monaco);
  if (restart) await end(RESTART);
});
const read = handleByVite(vite);
const server = createGatedServer({
  token,
  endpoints: { ...sharedStateEndpoints(read), [RUN_PATH]: runner },
  read,
  upgrade: upgradeVite,
});
const address = await listen(server, Number(port));
process.send?.({ address });
if (opened === 'open') await open(address);
// The parent is gone, however it ended: nobody would end this server.
process.on('disconnect', () => void end(0));

async function end(code: number): Promise<never> {
  await runner.close();
  process.exit(code);
}
