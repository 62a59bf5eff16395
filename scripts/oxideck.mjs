#!/usr/bin/env node
// Plain JavaScript: to load what reads TypeScript takes as long as all the rest of a short command, and with the
// cache on from the first module on it is needed only once.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { CACHE_DIR } from './cache-dir.mjs';

enableCompileCache(join(CACHE_DIR, 'compiled'));
await import('./cli.ts');
