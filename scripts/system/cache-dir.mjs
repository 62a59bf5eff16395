import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const home = ['', '/'].includes(homedir()) ? tmpdir() : homedir();
const { XDG_CACHE_HOME: asked = '' } = process.env;

/**
 * The user's cache, for all tools. A relative path would mean another folder everywhere, and is to be ignored:
 * https://specifications.freedesktop.org/basedir-spec/latest/#variables
 */
export const USER_CACHE = isAbsolute(asked) ? asked : join(home, '.cache');

/** Oxideck's folder in it: what can be lost at any time, and only costs time to make again. */
export const CACHE_DIR = join(USER_CACHE, 'oxideck');
