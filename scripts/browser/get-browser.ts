import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Browser, detectBrowserPlatform, getDownloadUrl, install } from '@puppeteer/browsers';
import { PUPPETEER_REVISIONS } from 'puppeteer-core/internal/revisions.js';
import {
  type FoundBrowser,
  findBrowser,
  NPM_BROWSER_FOLDER,
  NPM_BROWSER_VERSION,
  PUPPETEER_CACHE,
} from './find-browser.ts';

/** A host that a machine cannot reach may just never answer. */
const PATIENCE = 15_000;

/**
 * Finds a browser or gets one: Puppeteer's download, or else the one that an npm package carries. Needs no
 * rights beyond the user's cache folder. Undefined when there is none to be had.
 */
export async function findOrGetBrowser(say: (message: string) => void): Promise<FoundBrowser | undefined> {
  const found = await findBrowser();
  if (found || process.env.OXIDECK_BROWSER === 'none') return found;
  for (const get of [download, fromNpm]) {
    try {
      await get(say);
    } catch (error) {
      say(`browser: ${(error as Error).message.split('\n')[0]}`);
    }
    const got = await findBrowser();
    if (got) return got;
  }
  return undefined;
}

async function download(say: (message: string) => void): Promise<void> {
  const browser = Browser.CHROMEHEADLESSSHELL;
  const buildId = PUPPETEER_REVISIONS['chrome-headless-shell'];
  const platform = detectBrowserPlatform();
  if (!platform) throw new Error('none is offered for this system');
  const url = getDownloadUrl(browser, platform, buildId);
  say(`browser: downloading Chrome ${buildId} …`);
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE) }).catch(
    () => undefined,
  );
  if (!answer?.ok) throw new Error('the download is out of reach');
  let told = 0;
  await install({
    browser,
    buildId,
    cacheDir: PUPPETEER_CACHE,
    downloadProgressCallback: (bytes, total) => {
      const tenth = Math.floor((bytes / total) * 10);
      if (tenth > told) say(`browser: ${tenth * 10} % of ${Math.round(total / 1e6)} MB`);
      told = Math.max(told, tenth);
    },
  });
}

/** Unpacks beside its place and moves there, so that a half-unpacked browser is never found. */
async function fromNpm(say: (message: string) => void): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('npm carries one for Linux on x64 only');
  }
  const folder = `${NPM_BROWSER_FOLDER}.${process.pid}`;
  say(`browser: taking Chromium ${NPM_BROWSER_VERSION} from npm (68 MB) …`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}\n');
    const name = `@sparticuz/chromium@${NPM_BROWSER_VERSION}`;
    await runIn(folder, 'npm', ['install', '--no-save', '--no-package-lock', '--ignore-scripts', name]);
    const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;
    // It unpacks into the temporary folder, and the libraries that bare systems lack only where this is set.
    const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    await runIn(folder, process.execPath, ['-e', unpack], env);
    rmSync(join(folder, 'node_modules'), { recursive: true });
    mkdirSync(dirname(NPM_BROWSER_FOLDER), { recursive: true });
    rmSync(NPM_BROWSER_FOLDER, { recursive: true, force: true });
    renameSync(folder, NPM_BROWSER_FOLDER);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runIn(cwd: string, command: string, args: string[], env = process.env): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    child.stderr.on('data', chunk => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', code => {
      const reason = said.match(/^npm error (?!code)(.*)$/m)?.[1] ?? said.trim().split('\n').at(-1);
      if (code === 0) resolve();
      else reject(new Error(`${command} failed: ${reason}`));
    });
  });
}
