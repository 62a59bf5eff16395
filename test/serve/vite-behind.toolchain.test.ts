import { createServer } from 'vite';
import { describe, expect, test } from 'vitest';
import { createGatedServer, createToken, listen } from '../../scripts/serve/gated-server.ts';
import { TOKEN_HEADER } from '../../scripts/serve/gate.ts';
import { SHARED_STATE, sharedStateEndpoints } from '../../scripts/serve/shared-state.ts';
import { behindServer, handleByVite, upgradeVite } from '../../scripts/serve/vite-behind.ts';
import { temporaryFolder } from '../support/scratch.ts';
import { freePort } from '../support/site.ts';

describe('a middleware that fails', () => {
  test.for(['is rejected', 'throws'])('and %s is an answer 500, and the server goes on', async how => {
    using folder = temporaryFolder();
    const vite = await createServer({
      ...{ root: folder.dir, configFile: false, logLevel: 'silent' },
      plugins: [
        behindServer(),
        {
          name: 'fails',
          configureServer({ middlewares }) {
            middlewares.use((request, _response, next) => {
              if (request.url === '/fine') return next();
              const error = new Error('this is how it fails');
              if (how === 'throws') throw error;
              return Promise.reject(error);
            });
            middlewares.use((_request, response) => void response.end('fine'));
          },
        },
      ],
    });
    const token = createToken();
    const read = handleByVite(vite);
    const server = createGatedServer({
      ...{ token, read, upgrade: upgradeVite },
      endpoints: sharedStateEndpoints(read),
    });
    const origin = await listen(server, await freePort());
    try {
      expect((await fetch(`${origin}/broken`)).status).toBe(500);
      const sent = await fetch(origin + SHARED_STATE.nav, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json', [TOKEN_HEADER]: token },
        body: JSON.stringify({ source: 'a-window', timestamp: 1, patch: { page: 2 } }),
      });
      expect(sent.status).toBe(500);
      expect(await (await fetch(`${origin}/fine`)).text()).toBe('fine');
    } finally {
      server.closeAllConnections();
      server.close();
      await vite.close();
    }
  });
});
