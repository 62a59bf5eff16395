import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test as base } from 'vitest';
import { HAS_BROWSER, lendBrowser, waitForHeading, withVisit } from '../../support/browser.ts';
import { fixture, ROOT } from '../../support/fixtures.ts';
import { shownPart } from '../../support/run-button.ts';
import { temporaryFolder } from '../../support/scratch.ts';
import { serveUnder } from '../../support/site.ts';

const test = base.extend('browser', { scope: 'file' }, lendBrowser);

test.skipIf(!HAS_BROWSER)('a deck of plain Slidev can use the addon', async ({ browser }) => {
  using folder = temporaryFolder();
  const slidev = join(ROOT, 'node_modules/@slidev/cli/bin/slidev.mjs');
  const args = [slidev, 'build', fixture('plain-deck/slides.md'), '--out', folder.dir];
  await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  const site = await serveUnder('', folder.dir);
  try {
    await withVisit(browser, async ({ page, complaints }) => {
      await page.goto(`${site.address}/#/2`);
      await waitForHeading(page, 'What the addon brings');
      expect(await shownPart(page, '.ox-verdict')).toMatch(/^rejected E0382\s+borrow of moved value$/);
      await page.goto(`${site.address}/#/presenter/2`);
      await expect.poll(() => shownPart(page, '.ox-schedule')).toMatch(/^The middle\s+ends at 4:30$/);
      expect(complaints).toEqual([]);
    });
  } finally {
    site.close();
  }
});
