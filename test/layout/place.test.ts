import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectDeck } from '../../scripts/deck/select.ts';
import { applyExceptions } from '../../scripts/layout/exceptions.ts';
import { toProblems } from '../../scripts/layout/place.ts';
import type { Finding } from '../../scripts/layout/rules.ts';
import { audienceOf, slideOf, talkOf } from '../support/slides.ts';

const slide = slideOf({
  id: 'tides',
  line: 4,
  content: ['# Tides', '', 'It rises **twice** a day', 'It falls'],
});
const deck = selectDeck(talkOf([slide]), audienceOf({}));

function findingOf(parts: Partial<Finding>): Finding {
  return {
    rule: 'small-text',
    slide: 2,
    clicks: [0],
    subject: 'It rises twice',
    message: 'too small',
    help: 'cut',
    ...parts,
  };
}

describe('a finding', () => {
  test('is placed at the one line that has its words, or else at the slide', () => {
    const lines = ['It rises twice a day', 'It', 'nowhere to be found', 'Tides'].map(
      subject => toProblems([{ deck, findings: [findingOf({ subject })] }])[0]?.line,
    );
    expect(lines).toEqual([3, 4, 4, 1]);
  });

  test('of several decks is told once, of several clicks with the first', () => {
    const other = { ...deck, audience: audienceOf({ id: 'guests' }) };
    const findings = [findingOf({ clicks: [2, 3] })];
    expect(
      toProblems([
        { deck, findings },
        { deck: other, findings },
      ]),
    ).toMatchObject([
      { kind: 'small-text', slide: 'tides', message: 'too small, from click 2 on (crew, guests)' },
    ]);
  });

  test('on a slide that was made stands in the file of the audience', () => {
    const findings = [findingOf({ slide: 1 }), findingOf({ slide: 3 })];
    expect(toProblems([{ deck, findings }]).map(({ file, message }) => [file, message])).toEqual([
      ['slides/audiences/crew.yaml', 'on the cover, too small (crew)'],
      ['slides/audiences/crew.yaml', 'among the sources, too small (crew)'],
    ]);
  });

  test('has a line of its slide, whatever its words are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), subject => {
        const [problem] = toProblems([{ deck, findings: [findingOf({ subject })] }]);
        expect([1, 2, 3, 4]).toContain(problem?.line);
      }),
    );
  });
});

describe('an exception', () => {
  const problems = toProblems([{ deck, findings: [findingOf({})] }]);
  const exception = { slide: 'tides', rule: 'small-text', reason: 'as on the gauge', line: 2 } as const;

  test('takes out what it names, and nothing else', () => {
    expect(applyExceptions(problems, [exception], () => true)).toEqual([]);
    const other = { ...exception, slide: 'knots' };
    expect(applyExceptions(problems, [other], () => false)).toEqual(problems);
  });

  test('is a problem itself once nothing needs it, where all decks with its slide were looked at', () => {
    expect(applyExceptions([], [exception], () => true)).toMatchObject([
      { kind: 'needless-exception', line: 2, slide: 'tides' },
    ]);
    expect(applyExceptions([], [exception], () => false)).toEqual([]);
  });
});
