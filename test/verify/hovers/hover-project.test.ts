import { expect, test } from 'vitest';
import { type HoverCrate, reachable } from '../../../scripts/verify/hovers/hover-crates.ts';
import { hoverProject } from '../../../scripts/verify/hovers/hover-project.ts';

function crate(id: string, ...uses: string[]): HoverCrate {
  const file = `/registry/${id}/src/lib.rs`;
  return {
    id,
    name: id,
    file,
    edition: '2021',
    features: ['ripe'],
    uses: uses.map(id => ({ name: id, id })),
  };
}

/** A crate may use itself through its own tests. */
const CRATES = [crate('press', 'apple', 'macros'), crate('apple', 'press'), crate('pear')];

test('of the crates, those are read that the programs lead to', () => {
  const found = reachable(CRATES, [{ name: 'press', id: 'press' }]);
  expect(found.map(({ id }) => id).sort()).toEqual(['apple', 'press']);
  expect(reachable(CRATES, [])).toEqual([]);
});

test('a program depends on the crates that it calls, and on no other', () => {
  const source = { file: '/talk/a.rs', edition: '2024' as const, uses: [{ name: 'juice', id: 'apple' }] };
  const project = hoverProject([source], CRATES, '/library', ['unix']);
  const crates = project.crates as { display_name: string; deps: object[]; cfg: string[] }[];
  expect(crates.map(({ display_name }) => display_name)).toEqual(['press', 'apple', 'pear', 'program']);
  expect(crates[3]?.deps).toEqual([{ crate: 1, name: 'juice' }]);
  expect(crates[0]).toMatchObject({ deps: [{ crate: 1, name: 'apple' }], cfg: ['unix', 'feature="ripe"'] });
});
