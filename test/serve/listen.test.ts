import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { MAX_PORT } from '../../scripts/system/max-port.ts';
import { listen } from '../../scripts/serve/gated-server.ts';

test('where the last port is in use, no port above it is tried', async () => {
  const other = createServer().listen(MAX_PORT, '127.0.0.1');
  await once(other, 'listening');
  await expect(listen(createServer(), MAX_PORT)).rejects.toThrow('the ports from 65535 to 65535 are in use');
  other.close();
});
