import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HTTPRequest, Page } from 'puppeteer';
import { test as base, describe, expect } from 'vitest';
import { HAS_BROWSER, lendBrowser, withVisit } from '../support/browser.ts';
import { readPdf } from '../support/pdf.ts';
import { buttons, clickButton, openSlide, shownPart } from '../support/run-button.ts';
import { waitForPanel, writeProgram } from '../support/run-button.ts';
import { buildDecks } from '../support/run-oxideck.ts';
import { BLINKS, copyOfRunnableTalk, LENS } from '../support/runnable-talk.ts';
import { serveUnder } from '../support/site.ts';

const test = base
  .extend('browser', { scope: 'file' }, lendBrowser)
  .extend('dist', { scope: 'file' }, async ({}, { onCleanup }) => {
    const copy = copyOfRunnableTalk();
    onCleanup(() => copy[Symbol.dispose]());
    await buildDecks(['--talk', copy.dir, '--formats', 'web,pdf']);
    return join(copy.dir, 'dist');
  })
  .extend('site', { scope: 'file' }, async ({ dist }, { onCleanup }) => {
    const site = await serveUnder('/dist', dist);
    onCleanup(site.close);
    return site;
  });

interface Asked {
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

/** Stands in for the network: the Playground answers as it is told to, and all else goes on. */
async function answerFor(page: Page, answer: (request: HTTPRequest) => void): Promise<Asked[]> {
  const asked: Asked[] = [];
  await page.setRequestInterception(true);
  page.on('request', request => {
    if (!request.url().startsWith('https://play.rust-lang.org')) return void request.continue();
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type' };
    if (request.method() === 'OPTIONS') return void request.respond({ status: 200, headers: cors });
    asked.push({ body: JSON.parse(request.postData() ?? '{}') as Asked['body'], headers: request.headers() });
    answer(request);
  });
  return asked;
}

function says(body: unknown, status = 200): (request: HTTPRequest) => void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return request =>
    void request.respond({
      status,
      contentType: 'application/json',
      headers: { 'Access-Control-Allow-Origin': '*' },
      body: text,
    });
}

describe.skipIf(!HAS_BROWSER)('a published deck', () => {
  test('asks the Playground when it is told to, not before, and shows its answer as text', async ({
    browser,
    site,
  }) => {
    await withVisit(browser, async ({ page, requests }) => {
      const stdout = '4 blinks <img src=x onerror="window.attacked = true">\n';
      const asked = await answerFor(page, says({ success: true, stdout, stderr: '   Compiling x\n' }));
      await openSlide(page, `${site.address}/engineers/#/${BLINKS}`);
      expect(requests.filter(url => !url.startsWith(site.origin) && !/^(data|blob):/.test(url))).toEqual([]);
      expect(await buttons(page)).toBe('Run online Edit Copy');
      await clickButton(page, 'Run online');
      const said = await waitForPanel(page, /^ran\s+on the Rust Playground/);
      expect(said).toContain(stdout.trim());
      expect(await page.evaluate('window.attacked')).toBeUndefined();
      expect(asked).toHaveLength(1);
      const { code, ...rest } = asked[0]?.body ?? {};
      expect(code).toContain('fn main() {');
      expect(rest).toEqual({
        ...{
          channel: 'stable',
          mode: 'debug',
          edition: '2024',
          crateType: 'bin',
          tests: false,
          backtrace: false,
        },
      });
      expect(asked[0]?.headers.referer ?? '').toBe('');
      expect(asked[0]?.headers).not.toHaveProperty('cookie');
    });
  });

  test('has an inline program made whole, and its errors told in its own lines', async ({
    browser,
    site,
  }) => {
    await withVisit(browser, async ({ page }) => {
      const error =
        'error[E0382]: borrow of moved value\n --> src/main.rs:5:22\n  |\n5 | println!("{visitor} {lens}");\n';
      const stderr = `   Compiling playground v0.0.1\n${error}error: could not compile \`playground\`\n`;
      const asked = await answerFor(page, says({ success: false, stdout: '', stderr }));
      await openSlide(page, `${site.address}/engineers/#/${LENS}`);
      await clickButton(page, 'Run online');
      const said = await waitForPanel(page, /^rejected/);
      expect(said).toContain('src/main.rs:4:22');
      expect(said).not.toContain('could not compile');
      expect(asked[0]?.body.code).toMatch(/^#!\[allow\(unused\)\] fn main\(\) \{\nlet _shelf = 1;\n/);
    });
  });

  test.for<[string, (request: HTTPRequest) => void]>([
    ['is down', request => void request.abort('connectionrefused')],
    ['does not answer', () => undefined],
    ['answers with an error', says({ error: 'busy' }, 500)],
    ['answers nonsense', says('<!DOCTYPE html><p>Log in to this network</p>')],
    ['answers something else', says({ success: 'yes', stdout: 4 })],
  ])(
    'shows what is recorded where the Playground %s',
    async ([, answer], { browser, site, expect: check }) => {
      await withVisit(browser, async ({ page }) => {
        await answerFor(page, answer);
        await openSlide(page, `${site.address}/engineers/#/${BLINKS}`);
        const start = performance.now();
        await clickButton(page, 'Run online');
        const said = await waitForPanel(page, 'recorded');
        check(performance.now() - start).toBeLessThan(6000);
        check(said).toMatch(
          /^recorded: ran\s+the Playground does not answer; recorded by rustc [\d.]+\s+4 blinks$/,
        );
        await writeProgram(page, 'fn main() { println!("mine") }');
        await page.keyboard.press('Escape');
        await clickButton(page, 'Run online');
        check(await waitForPanel(page, 'before your edit')).toContain('4 blinks');
      });
    },
  );

  test('copies the whole program, with the lines that the slide hides', async ({ browser, site }) => {
    await withVisit(browser, async ({ page }) => {
      await page
        .browserContext()
        .overridePermissions(site.origin, ['clipboard-read', 'clipboard-sanitized-write']);
      await openSlide(page, `${site.address}/engineers/#/${LENS}`);
      expect(await shownPart(page, '.slidev-code')).not.toContain('_shelf');
      await clickButton(page, 'Copy');
      await expect.poll(() => buttons(page)).toContain('Copied');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toMatch(/^let _shelf = 1;\nlet lens = [\s\S]*println![^\n]*$/);
    });
  });

  test('links its programs to the Playground in the PDF', async ({ dist }) => {
    const { pages } = await readPdf(join(dist, 'engineers/engineers.pdf'));
    const links = pages.map(page =>
      page.links.flatMap(({ address }) => (address?.startsWith('https://play.') ? new URL(address) : [])),
    );
    expect(links.map(found => found.length)).toEqual([0, 0, 0, 1, 1, 0, 0]);
    const [lens] = links[LENS - 1] ?? [];
    expect(lens?.searchParams.get('edition')).toBe('2024');
    expect(lens?.searchParams.get('code')).toMatch(/fn main\(\) \{\nlet _shelf = 1;/);
  });

  test('carries no editor, and nothing that runs, where no program may be run', ({ dist }) => {
    const scripts = (id: string) =>
      readdirSync(join(dist, id), { recursive: true, encoding: 'utf8' })
        .filter(name => /\.(js|css|html)$/.test(name))
        .map(name => join(dist, id, name));
    const traces = ['cm-content', 'play.rust-lang.org', '__oxideck/run', 'ox-run'];
    const found = (id: string) =>
      traces.filter(trace => scripts(id).some(file => readFileSync(file, 'utf8').includes(trace)));
    const bytes = (id: string) => scripts(id).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(found('engineers')).toEqual(traces);
    expect(found('stargazers')).toEqual([]);
    expect(scripts('stargazers').filter(name => /editor-|Run-/.test(name))).toEqual([]);
    const editor = scripts('engineers').find(name => /editor-[\w-]+\.js$/.test(name)) ?? '';
    expect(statSync(editor).size).toBeLessThan(350_000);
    expect(bytes('engineers') - bytes('stargazers')).toBeGreaterThan(statSync(editor).size);
    const page = readFileSync(join(dist, 'engineers/index.html'), 'utf8');
    expect(page).not.toContain('editor-');
  });
});
