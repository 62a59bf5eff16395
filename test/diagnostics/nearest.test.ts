import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listNames, nearest, unknownName } from '../../scripts/diagnostics/nearest.ts';

describe('the nearest name', () => {
  test('is one of the valid names, or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, valid) => {
        const found = nearest(name, valid);
        expect(found === undefined || valid.includes(found)).toBe(true);
      }),
    );
  });

  test('is the name itself where it is valid', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,2}$/), { minLength: 1 }), names => {
        for (const name of names) expect(nearest(name, names)).toBe(name);
      }),
    );
  });

  test.for([
    ['exec', 'execs'],
    ['metup', 'meetup'],
    ['MEETUP', 'meetup'],
    ['pythn-devs', 'python-devs'],
    ['python', 'python-devs'],
  ])('of %s is %s', ([name = '', expected]) => {
    expect(nearest(name, ['execs', 'meetup', 'python-devs', 'security-teams'])).toBe(expected);
  });

  test('is not guessed from afar', () => {
    expect(nearest('bakers', ['execs', 'meetup'])).toBeUndefined();
    expect(unknownName('audience', 'bakers', ['execs', 'meetup'])).toBe('unknown audience `bakers`');
  });
});

test.for([
  [[], 'none'],
  [['a'], '`a`'],
  [['a', 'b'], '`a` and `b`'],
  [['a', 'b', 'c'], '`a`, `b` and `c`'],
] as const)('the names %s are listed as %s', ([names, text]) => {
  expect(listNames(names)).toBe(text);
});
