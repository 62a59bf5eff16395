import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findImages, leaves } from '../../scripts/talk/images.ts';
import { SOUND } from '../support/decks.ts';
import { slideOf } from '../support/slides.ts';

function imagesOf(...content: string[]): ReturnType<typeof findImages> {
  return findImages(slideOf({ content }), SOUND);
}

describe('an image', () => {
  test.for([
    ['../images/oven.svg', 'slides/images/oven.svg'],
    ['/hammer.svg', 'slides/public/hammer.svg'],
    ['@/slides/images/peel.svg', 'slides/images/peel.svg'],
  ])('named %s is found', ([reference = '', path = '']) => {
    expect(imagesOf('', `![It](${reference})`)).toEqual({
      images: [{ reference, path: join(SOUND, path), line: 2 }],
      problems: [],
    });
  });

  test('in an HTML element is found as well', () => {
    expect(imagesOf('<img src="/hammer.svg">').images).toHaveLength(1);
  });

  test('in code is none', () => {
    expect(imagesOf('```md', '![It](nowhere.svg)', '```')).toEqual({
      images: [],
      problems: [],
    });
  });

  test.for(['100%.svg', '%E0%A4%A.svg'])(
    'whose name %s is no address is a problem, not a fault',
    reference => {
      expect(imagesOf(`![It](${reference})`).problems).toEqual([expect.objectContaining({ line: 1 })]);
    },
  );
});

test.for([
  ['/talk/slides/a.svg', false],
  ['/talk', false],
  ['/talk/../other/a.svg', true],
  ['/talks/a.svg', true],
  ['/', true],
] as const)('the path %s leaves the folder /talk: %s', ([path, expected]) => {
  expect(leaves(path, '/talk')).toBe(expected);
});
