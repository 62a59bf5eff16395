import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameAssets } from '../../scripts/slidev/assets.ts';

test('an image keeps the name that its author gave it', () => {
  expect([...nameAssets(['/talk/a/knot.svg', '/talk/b/knot.svg', '/talk/c/a knot.png'])]).toEqual([
    ['/talk/a/knot.svg', 'images/knot.svg'],
    ['/talk/b/knot.svg', 'images/knot-2.svg'],
    ['/talk/c/a knot.png', 'images/a-knot.png'],
  ]);
});

test('no two images share a name, and every name is safe in an address', () => {
  const stem = fc.constantFrom('knot', 'knot-2', 'a knot', 'ä', '#', '..', '');
  const path = fc.tuple(fc.constantFrom('a', 'b', 'c'), stem, fc.constantFrom('.svg', '.png', ''));
  fc.assert(
    fc.property(fc.array(path.map(([dir, name, end]) => `/talk/${dir}/${name}${end}`)), paths => {
      const names = [...nameAssets(paths).values()];
      expect(new Set(names).size).toBe(new Set(paths).size);
      for (const name of names) expect(name).toMatch(/^images\/[\w.-]+$/);
    }),
  );
});
