import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const home = homedir() === '/' ? tmpdir() : homedir();

/** The user's cache, for all tools. */
export const USER_CACHE = process.env.XDG_CACHE_HOME ?? join(home, '.cache');

/** Oxideck's folder in it: what can be lost at any time, and only costs time to make again. */
export const CACHE_DIR = join(USER_CACHE, 'oxideck');
