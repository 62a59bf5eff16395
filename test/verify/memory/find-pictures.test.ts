import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixture } from '../../support/fixtures.ts';
import { drawSlide, listPictures, readPicture } from '../../support/pictures.ts';
import { expectWellFormed, formatReport } from '../../support/report.ts';

describe.for(listPictures('faulty'))('a picture with the fault %s', name => {
  test('is told what is wrong, where, and what to write instead', async () => {
    using drawn = drawSlide(readPicture('faulty', name));
    expect(drawn.pictures).toEqual([]);
    expect(drawn.problems).not.toEqual([]);
    expectWellFormed(drawn.problems, drawn.dir);
    await expect(formatReport(drawn.problems)).toMatchFileSnapshot(
      fixture('memory/faulty', `${name}.expected.txt`),
    );
  });
});

test.for([...listPictures('right'), ...listPictures('wrong')])('%s has no fault in its words', name => {
  const folder = listPictures('right').includes(name) ? 'right' : 'wrong';
  using drawn = drawSlide(readPicture(folder, name));
  expect(drawn.problems).toEqual([]);
  expect(drawn.pictures).toHaveLength(1);
});

test('whatever people write is a picture or a problem on a line that exists', () => {
  const state = fc.oneof(
    fc.constantFrom(
      'moved',
      'gone',
      'ended',
      'empty',
      '{ owns: x }',
      '{ takes: a }',
      '{ borrows: b }',
      '{ shares: a }',
      '3',
      '[]',
      '~',
      '{',
    ),
    fc.string({ maxLength: 12 }),
  );
  const step = fc
    .tuple(
      fc.integer({ min: -1, max: 5 }),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__'), state), { maxLength: 3 }),
    )
    .map(
      ([line, states]) =>
        `- line: ${line}\n  stack: { ${states.map(([name, is]) => `${name}: ${is}`).join(', ')} }`,
    );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4 }), steps => {
      const text = `---\nsection: { title: A }\n---\n# A\n\n\`\`\`rust\nlet a = 1;\nlet b = a;\nlet c = b;\n\`\`\`\n\n\`\`\`memory\n${steps.join('\n').replaceAll('```', '')}\n\`\`\`\n`;
      using drawn = drawSlide(text);
      expect(drawn.pictures.length > 0).toBe(drawn.problems.length === 0);
      expectWellFormed(drawn.problems, drawn.dir);
    }),
    { numRuns: 150 },
  );
});
