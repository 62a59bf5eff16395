import { createRequire, findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Slidev has Vite look for what its pages import from the deck's folder upwards, which for a talk elsewhere leads
 * nowhere: then all that is no module as it comes, such as what moves code, fails in the page. This finds it where
 * Slidev itself does.
 */
export function findsOwnDependencies(): Plugin {
  const client = createRequire(import.meta.url).resolve('@slidev/client/package.json');
  return {
    name: 'oxideck:own-dependencies',
    config: {
      // After Slidev has named them.
      order: 'post',
      handler({ optimizeDeps }) {
        const names = (optimizeDeps?.include ?? []).map(path => path.split(' > ').at(-1) ?? path);
        if (optimizeDeps) optimizeDeps.include = names;
        const alias = names.flatMap(name => {
          const about = findPackageJSON(name, client);
          return about ? [{ find: new RegExp(`^${name}$`), replacement: dirname(about) }] : [];
        });
        return { resolve: { alias } };
      },
    },
  };
}
