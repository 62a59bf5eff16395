import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'vite';

/** The fonts that come with Oxideck, and that a theme may name. */
const FONTS = ['inter', 'jetbrains-mono', 'source-serif-4'].map(name => `@fontsource/${name}`);

/**
 * Finds the fonts that a theme names where Oxideck has them. A talk may lie anywhere and bring a theme of its own:
 * from there upwards, no package is found, and the page would ask its server for an address that does not exist.
 */
export function findsOwnFonts(): Plugin {
  const alias = FONTS.flatMap(name => {
    const about = findPackageJSON(name, import.meta.url);
    return about ? [{ find: new RegExp(`^${name}(?=/)`), replacement: dirname(about) }] : [];
  });
  return { name: 'oxideck:own-fonts', config: () => ({ resolve: { alias } }) };
}
