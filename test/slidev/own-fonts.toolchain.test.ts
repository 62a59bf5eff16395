import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLiveDeck } from '../../scripts/serve/live-deck.ts';
import { ROOT } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';

test('a theme that lies elsewhere gets its fonts from where Oxideck is', async () => {
  using folder = temporaryFolder();
  const theme = join(folder.dir, 'themes/base');
  cpSync(join(ROOT, 'themes/base'), theme, { recursive: true });
  const deck = join(folder.dir, 'deck');
  mkdirSync(deck);
  const entry = join(deck, 'slides.md');
  writeFileSync(entry, '# One\n');
  const vite = await createLiveDeck({ entry, theme, token: 'none' }, async () => undefined);
  try {
    const styles = await vite.transformRequest(`/@fs${join(theme, 'styles/fonts.css')}`);
    const fonts = [...(styles?.code ?? '').matchAll(/url\(\\?["']?([^)"'\\]+\.woff2)/g)].map(
      ([, url]) => url,
    );
    expect(fonts.length).toBeGreaterThan(0);
    for (const url of fonts) expect(url).toMatch(/^\/@fs\/.*\/node_modules\/@fontsource\//);
  } finally {
    await vite.close();
  }
});
