import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  Browser,
  ChromeReleaseChannel,
  computeSystemExecutablePath,
  getInstalledBrowsers,
} from '@puppeteer/browsers';
import { CACHE_DIR, USER_CACHE } from '../system/cache-dir.mjs';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { canRun } from '../system/run.ts';

/** A browser that can print, and where it comes from. */
export interface FoundBrowser {
  executable: string;
  from: 'setting' | 'system' | 'puppeteer' | 'npm';
}

/** Environment variables that name a browser; `OXIDECK_BROWSER=none` says to do without. */
const SETTINGS = ['OXIDECK_BROWSER', 'PUPPETEER_EXECUTABLE_PATH', 'CHROME_PATH'];
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const SUITABLE = [Browser.CHROMEHEADLESSSHELL, Browser.CHROME, Browser.CHROMIUM];

/** Puppeteer's own folder, so that a browser it has downloaded for another project serves here too. */
export const PUPPETEER_CACHE = process.env.PUPPETEER_CACHE_DIR ?? join(USER_CACHE, 'puppeteer');

/** The browser that npm carries, unpacked once for all talks of this user. */
export const NPM_BROWSER_VERSION = '153.0.0';
export const NPM_BROWSER_FOLDER = join(CACHE_DIR, `chromium-${NPM_BROWSER_VERSION}`);

/**
 * The first of: the setting, the system's, one that Puppeteer has downloaded, the one from npm.
 *
 * @throws OxideckError with exit code 2 when the setting names nothing that can be run
 */
export async function findBrowser(): Promise<FoundBrowser | undefined> {
  const setting = SETTINGS.map(name => process.env[name]).find(Boolean);
  if (setting === 'none') return undefined;
  if (setting) {
    if (canRun(setting)) return { executable: setting, from: 'setting' };
    throw new OxideckError(
      ExitCode.usage,
      `the browser \`${setting}\` cannot be run`,
      `${SETTINGS.join(', ')}: name the file of a Chrome or Chromium, or unset the variable`,
    );
  }
  const system = onPath() ?? inUsualPlace();
  if (system) return { executable: system, from: 'system' };
  const downloaded = existsSync(PUPPETEER_CACHE)
    ? await getInstalledBrowsers({ cacheDir: PUPPETEER_CACHE })
    : [];
  const suitable = downloaded.find(entry => SUITABLE.includes(entry.browser) && canRun(entry.executablePath));
  if (suitable) return { executable: suitable.executablePath, from: 'puppeteer' };
  const npm = join(NPM_BROWSER_FOLDER, 'chromium');
  return canRun(npm) ? { executable: npm, from: 'npm' } : undefined;
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return COMMANDS.flatMap(command => folders.map(folder => join(folder, command))).find(canRun);
}

function inUsualPlace(): string | undefined {
  try {
    const channel = ChromeReleaseChannel.STABLE;
    const path = computeSystemExecutablePath({ browser: Browser.CHROME, channel });
    return canRun(path) ? path : undefined;
  } catch {
    // It throws where this system has no usual place.
    return undefined;
  }
}
