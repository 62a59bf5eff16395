import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, type LaunchOptions, launch } from 'puppeteer';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError } from '../diagnostics/problem.ts';
import { type FoundBrowser, findBrowser } from './find-browser.ts';

/** Nothing but the deck is asked for: what a browser looks up by itself would only wait and fail offline. */
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--no-first-run',
];
const PROTOCOL_TIMEOUT = 180_000;

/**
 * Lends a browser and closes it, whatever happens.
 *
 * @throws OxideckError with exit code 3 when there is none
 */
export async function withBrowser<T>(signal: AbortSignal, use: (browser: Browser) => Promise<T>): Promise<T> {
  const found = await findBrowser();
  if (!found) {
    throw new OxideckError(
      ExitCode.toolMissing,
      'no browser to print with',
      'run `npm run build`, which gets one; or install Chromium; or build `--formats web`',
    );
  }
  const browser = await start(found);
  const kill = () => browser.process()?.kill('SIGKILL');
  // Puppeteer may wait half a minute for a browser that is no more.
  const interrupted = Promise.withResolvers<never>();
  const stop = () => {
    kill();
    interrupted.reject(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([use(browser), interrupted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    if (signal.aborted) kill();
    else await browser.close().catch(kill);
  }
}

/** Where the sandbox is refused, as for root and in many containers, the browser does without: it sees our own pages only. */
async function start(found: FoundBrowser): Promise<Browser> {
  const attempts: LaunchOptions[] = [{ args: FLAGS }, { args: [...FLAGS, '--no-sandbox'] }];
  const bundled = bundledLibraries(found);
  if (bundled) attempts.push({ args: [...FLAGS, '--no-sandbox'], env: bundled });
  let reason: unknown;
  for (const attempt of process.getuid?.() === 0 ? attempts.slice(1) : attempts) {
    try {
      return await launch({
        ...attempt,
        executablePath: found.executable,
        headless: 'shell',
        protocolTimeout: PROTOCOL_TIMEOUT,
        // The build ends its browser itself, when it has cleared up.
        handleSIGINT: false,
        handleSIGTERM: false,
      });
    } catch (error) {
      reason = error;
    }
  }
  throw new OxideckError(
    ExitCode.toolMissing,
    `the browser ${found.executable} does not start: ${String((reason as Error).message).split('\n')[0]}`,
    'set OXIDECK_BROWSER to the file of another Chrome or Chromium',
  );
}

/** npm's browser brings the libraries and the fonts that a bare system lacks. */
function bundledLibraries(found: FoundBrowser): Record<string, string> | undefined {
  const folder = dirname(found.executable);
  const libraries = join(folder, 'al2023/lib');
  if (!existsSync(libraries)) return undefined;
  const env = Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]));
  return { ...Object.fromEntries(env), LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') };
}
