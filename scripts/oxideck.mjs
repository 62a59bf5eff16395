#!/usr/bin/env node
// Plain JavaScript: to load what reads TypeScript takes as long as all the rest of a short command, and with the
// cache on from the first module on it is needed only once.
import module from 'node:module';
import { join } from 'node:path';
import { CACHE_DIR } from './system/cache-dir.mjs';
import { tooOld } from './system/oldest-node.mjs';

const problem = tooOld(process.version);
if (problem) {
  process.stderr.write(
    `error: ${problem}\n  = help: \`npm run oxideck -- …\` takes the one that \`npm run build\` installs\n`,
  );
  process.exitCode = 3;
} else {
  module.enableCompileCache(join(CACHE_DIR, 'compiled'));
  await import('./cli.ts');
}
